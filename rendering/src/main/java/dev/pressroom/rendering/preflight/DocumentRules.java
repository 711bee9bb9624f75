package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jspecify.annotations.Nullable;

/** Check 19: what the document as a whole must have or must not have (ISO 15930-7 where the profile names a printing condition). */
final class DocumentRules {
    private static final String EXPORT = "Export it as PDF/X-4";
    private static final int MOST_METADATA = 4_000_000;

    private final PDDocument pdf;
    private final PrintProfile profile;
    private final Findings findings;

    DocumentRules(PDDocument pdf, PrintProfile profile, Findings findings) {
        this.pdf = pdf;
        this.profile = profile;
        this.findings = findings;
    }

    void check() throws IOException {
        COSDictionary catalog = pdf.getDocumentCatalog().getCOSObject();
        forbidden(catalog);
        if (profile.colour().intent() != null) {
            skeleton(catalog);
        }
    }

    private void forbidden(COSDictionary catalog) {
        COSDictionary names = catalog.getCOSDictionary(COSName.NAMES);
        active(catalog.containsKey(COSName.OPEN_ACTION) && !(catalog.getDictionaryObject(COSName.OPEN_ACTION) instanceof COSArray),
                "an action on opening");
        active(catalog.containsKey(COSName.AA), "actions");
        active(names != null && names.containsKey(COSName.JAVA_SCRIPT), "JavaScript");
        active(names != null && names.containsKey(COSName.EMBEDDED_FILES), "attached files");
        COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
        active(form != null && (form.containsKey(COSName.getPDFName("XFA"))
                || (form.getDictionaryObject(COSName.FIELDS) instanceof COSArray fields && fields.size() > 0)), "a form");
    }

    private void active(boolean there, String what) {
        if (there) {
            findings.error(Code.PDF_ACTIVE, what, "pages only", "Flatten it: print or export it to a plain PDF");
        }
    }

    private void skeleton(COSDictionary catalog) throws IOException {
        float version = pdf.getVersion();
        if (version < 1.6f) {
            incomplete("version " + version, "1.6");
        }
        intent(catalog);
        String xmp = xmp(catalog);
        if (xmp == null) {
            incomplete("no XMP metadata", "GTS_PDFXVersion PDF/X-4");
        } else if (!xmp.contains("GTS_PDFXVersion")) {
            incomplete("XMP without GTS_PDFXVersion", "PDF/X-4");
        }
        PDDocumentInformation info = pdf.getDocumentInformation();
        String trapped = info.getCOSObject().getNameAsString(COSName.TRAPPED);
        if (!"True".equals(trapped) && !"False".equals(trapped)) {
            incomplete("Trapped is " + (trapped == null ? "missing" : trapped), "True or False");
        }
        if (blank(info.getTitle())) {
            incomplete("no title", "a title");
        }
        if (missing(info.getCreationDate()) || missing(info.getModificationDate())) {
            incomplete("no dates", "creation and modification date");
        }
        COSArray id = pdf.getDocument().getDocumentID();
        if (id == null || id.size() != 2) {
            incomplete("no file ID", "an ID");
        }
    }

    private void intent(COSDictionary catalog) throws IOException {
        COSArray intents = catalog.getDictionaryObject(COSName.OUTPUT_INTENTS) instanceof COSArray array ? array : new COSArray();
        for (COSBase entry : intents) {
            COSBase resolved = entry instanceof COSObject object ? object.getObject() : entry;
            if (resolved instanceof COSDictionary intent && "GTS_PDFX".equals(intent.getNameAsString(COSName.S))) {
                String condition = intent.getString(COSName.OUTPUT_CONDITION_IDENTIFIER);
                COSStream icc = intent.getDictionaryObject(COSName.DEST_OUTPUT_PROFILE) instanceof COSStream stream ? stream : null;
                OutputIntent wanted = profile.colour().intent();
                if (icc == null || Streams.decodedSize(icc, MOST_METADATA) > MOST_METADATA
                        || !OutputIntent.isPrintingCondition(icc.createInputStream().readAllBytes())) {
                    incomplete("the output intent has no CMYK profile of class prtr", "the printing condition's profile");
                } else if (wanted != null && !wanted.condition().equals(condition)) {
                    findings.warning(Code.PDFX_INCOMPLETE, "made for " + condition, wanted.condition(),
                            "Ask the printer whether it takes that printing condition");
                }
                return;
            }
        }
        incomplete("no output intent", "GTS_PDFX with the printing condition's profile");
    }

    private static @Nullable String xmp(COSDictionary catalog) throws IOException {
        if (!(catalog.getDictionaryObject(COSName.METADATA) instanceof COSStream stream)
                || Streams.decodedSize(stream, MOST_METADATA) > MOST_METADATA) {
            return null;
        }
        return new String(stream.createInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void incomplete(String measured, String required) {
        findings.warning(Code.PDFX_INCOMPLETE, measured, required, EXPORT);
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static boolean missing(@Nullable Calendar date) {
        return date == null;
    }
}
