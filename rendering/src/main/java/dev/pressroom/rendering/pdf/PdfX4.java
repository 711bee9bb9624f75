package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.UUID;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;

/**
 * What PDF/X-4 (ISO 15930-7) wants of the document as a whole: version, Info, XMP, Trapped, ID and output intent.
 *
 * <p>
 * Dates are fixed and the ID is made from the content, so that the same input gives the same bytes.
 */
final class PdfX4 {
    private static final String PRODUCER = "Pressroom";
    private static final String DATE = "2000-01-01T00:00:00+00:00";

    private PdfX4() {}

    static void describe(PDDocument document, String title, PrintProfile profile, byte[] identity) throws IOException {
        // Of the document and not of PDDocument, whose setter leaves the header at 1.4 when nothing is compressed.
        document.getDocument().setVersion(1.6f);
        document.setDocumentId(ByteBuffer.wrap(identity).getLong());
        var info = document.getDocumentInformation();
        info.setTitle(title);
        info.setCreator(PRODUCER);
        info.setProducer(PRODUCER);
        info.setCreationDate(date());
        info.setModificationDate(date());
        info.setTrapped("False");
        OutputIntent intent = profile.colour().intent();
        if (intent != null) {
            document.getDocumentCatalog().addOutputIntent(outputIntent(document, intent));
        }
        byte[] xmp = xmp(title, UUID.nameUUIDFromBytes(identity), intent != null).getBytes(StandardCharsets.UTF_8);
        document.getDocumentCatalog().setMetadata(new PDMetadata(document, new ByteArrayInputStream(xmp)));
    }

    private static PDOutputIntent outputIntent(PDDocument document, OutputIntent wanted) throws IOException {
        var intent = new PDOutputIntent(document, new ByteArrayInputStream(wanted.read()));
        // PDFBox writes GTS_PDFA1.
        intent.getCOSObject().setName(COSName.S, "GTS_PDFX");
        intent.setOutputConditionIdentifier(wanted.condition());
        intent.setInfo(wanted.condition());
        intent.setRegistryName("http://www.color.org");
        return intent;
    }

    private static Calendar date() {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.clear();
        calendar.set(2000, Calendar.JANUARY, 1);
        return calendar;
    }

    /** PDF/X-4 is claimed only with an output intent, without which it is not. */
    private static String xmp(String title, UUID id, boolean complete) {
        return """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
            <xmp:CreatorTool>%s</xmp:CreatorTool>
            <xmp:CreateDate>%s</xmp:CreateDate>
            <xmp:ModifyDate>%s</xmp:ModifyDate>
            <xmp:MetadataDate>%s</xmp:MetadataDate>
            <xmpMM:DocumentID>uuid:%s</xmpMM:DocumentID>
            <xmpMM:VersionID>1</xmpMM:VersionID>
            <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
            <pdf:Producer>%s</pdf:Producer>
            <pdf:Trapped>False</pdf:Trapped>%s
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """.formatted(
                title, PRODUCER, DATE, DATE, DATE, id, PRODUCER,
                complete ? "\n<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" : "");
    }
}
