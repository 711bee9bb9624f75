package dev.pressroom.rendering;

import dev.pressroom.rendering.Photo.Channels;
import dev.pressroom.rendering.Photo.ColourProfile;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.util.Matrix;

/**
 * Writes one PDF file of photographs. Only dictionaries are in memory; a photograph's bytes go from its file to the PDF
 * when PDFBox saves.
 *
 * <p>
 * Not PDFBox's {@code JPEGFactory}: it copies each photograph to memory, calls every RGB picture {@code DeviceRGB} and
 * inverts every CMYK picture.
 */
final class PdfWriter implements AutoCloseable {
    /** More than a page, its content and its picture's dictionary take beside the picture. */
    static final int BYTES_PER_PAGE = 4_000;
    /** More than XMP, Info, sRGB and the frame of the file take. */
    static final int BYTES_PER_FILE = 20_000;

    private final PDDocument document = new PDDocument();
    private final Map<String, PDImageXObject> pictures = new HashMap<>();
    private final Map<String, COSBase> profiles = new HashMap<>();
    private final List<FileSlices> sources = new ArrayList<>();
    private final Runnable tick;

    private PdfWriter(Runnable tick) {
        this.tick = tick;
    }

    /** Writes to {@code <name>.part}, forces it to disk and renames it; a file of that name is replaced. */
    static PrintFile write(Path target, PrintFile.Role role, PrintProfile profile, List<Sheet> sheets, Runnable tick) throws IOException {
        String name = target.getFileName().toString();
        Path part = target.resolveSibling(name + ".part");
        MessageDigest sha256 = Hashes.sha256();
        MessageDigest md5 = Hashes.md5();
        try (var writer = new PdfWriter(tick)) {
            for (Sheet sheet : sheets) {
                writer.page(sheet);
            }
            PdfX4.describe(writer.document, name, profile, sheets);
            try (var file = new FileOutputStream(part.toFile());
                    var out = new BufferedOutputStream(new DigestOutputStream(new DigestOutputStream(file, md5), sha256), 1 << 16)) {
                writer.document.save(out, CompressParameters.NO_COMPRESSION);
                out.flush();
                file.getFD().sync();
            }
            long bytes = Files.size(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new PrintFile(target, name, role, bytes, sheets.size(), Hashes.hex(sha256), Hashes.hex(md5));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void page(Sheet sheet) throws IOException {
        var page = new PDPage(sheet.bleedBox());
        page.setBleedBox(sheet.bleedBox());
        page.setTrimBox(sheet.trimBox());
        document.addPage(page);
        PDImageXObject picture = picture(sheet.photo());
        try (var content = new PDPageContentStream(document, page, AppendMode.OVERWRITE, false)) {
            content.addRect(0, 0, sheet.bleedBox().getWidth(), sheet.bleedBox().getHeight());
            content.clip();
            content.drawImage(picture, new Matrix(sheet.pictureToPage()));
        }
    }

    /** A photograph on several pages is stored once. */
    private PDImageXObject picture(Photo photo) throws IOException {
        PDImageXObject known = pictures.get(photo.sha256());
        if (known != null) {
            return known;
        }
        COSStream stream = fromFile(photo, List.of(new Slice(0, photo.pictureBytes())), tick);
        stream.setItem(COSName.TYPE, COSName.XOBJECT);
        stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
        stream.setInt(COSName.WIDTH, photo.storedWidth());
        stream.setInt(COSName.HEIGHT, photo.storedHeight());
        stream.setInt(COSName.BITS_PER_COMPONENT, 8);
        stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
        stream.setItem(COSName.COLORSPACE, colourSpace(photo));
        if (photo.channels() == Channels.CMYK && photo.adobeMarker()) {
            stream.setItem(COSName.DECODE, COSArray.ofCOSIntegers(List.of(1, 0, 1, 0, 1, 0, 1, 0)));
        }
        if (photo.untransformedRgb()) {
            var parameters = new COSDictionary();
            parameters.setInt(COSName.getPDFName("ColorTransform"), 0);
            stream.setItem(COSName.DECODE_PARMS, parameters);
        }
        var picture = new PDImageXObject(new PDStream(stream), null);
        pictures.put(photo.sha256(), picture);
        return picture;
    }

    private COSBase colourSpace(Photo photo) throws IOException {
        ColourProfile own = photo.profile();
        String key = own != null ? own.sha256() : photo.channels().name();
        COSBase known = profiles.get(key);
        if (known != null) {
            return known;
        }
        COSBase made = own != null
                ? iccBased(fromFile(photo, own.slices(), () -> {
                }), photo.channels())
                : switch (photo.channels()) {
                    case GREY -> COSName.DEVICEGRAY;
                    case RGB -> iccBased(sRgb(), Channels.RGB);
                    case CMYK -> COSName.DEVICECMYK;
                };
        profiles.put(key, made);
        return made;
    }

    private COSStream fromFile(Photo photo, List<Slice> slices, Runnable whenRead) throws IOException {
        var source = new FileSlices(photo.file(), slices, whenRead);
        sources.add(source);
        return source.stream();
    }

    private static COSBase iccBased(COSStream profile, Channels channels) {
        profile.setInt(COSName.N, channels.count);
        var space = new COSArray();
        space.add(COSName.ICCBASED);
        space.add(profile);
        return space;
    }

    private COSStream sRgb() throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (var out = stream.createRawOutputStream()) {
            out.write(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        // A source that was read to its end is closed already, one that was interrupted is not.
        for (FileSlices source : sources) {
            source.close();
        }
        document.close();
    }
}
