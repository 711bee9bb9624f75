package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Hashes;
import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.Border;
import dev.pressroom.rendering.designs.Element.Fill;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.designs.Element.Sticker;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.SvgPath;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Marks;
import dev.pressroom.rendering.text.Fonts;
import dev.pressroom.rendering.text.SetText;
import dev.pressroom.rendering.text.Typesetter;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.util.Matrix;

/**
 * Writes surfaces to one PDF file. Only dictionaries and drawing are in memory; a photograph's bytes go from its file to
 * the PDF when PDFBox saves.
 */
public final class PdfWriter implements AutoCloseable {
    private static final double MARK_MM = 5;

    /**
     * A file as written.
     *
     * @param sha256
     *            lower-case hex, as {@code md5}; both empty if not asked for
     */
    public record Written(long bytes, String sha256, String md5) {}

    private final PDDocument document = new PDDocument();
    private final PrintProfile profile;
    private final Map<String, Photo> photos;
    private final Fonts fonts;
    private final Inks inks;
    private final Pictures pictures;
    private final Letters letters = new Letters(document);

    private PdfWriter(PrintProfile profile, Map<String, Photo> photos, Fonts fonts, Runnable tick) {
        this.profile = profile;
        this.photos = photos;
        this.fonts = fonts;
        this.inks = new Inks(document, profile.colour().policy());
        this.pictures = new Pictures(inks, tick);
    }

    /**
     * Writes one file in one pass and forces it to disk; what is under that name is overwritten.
     *
     * @param title
     *            the document's title; the same title, profile, leaves and photographs give the same bytes
     * @param photos
     *            by the name that slots use; a slot whose photograph is absent stays empty
     * @param hashed
     *            whether to make both hashes on the way
     * @param tick
     *            called after each photograph is written; what it throws ends the writing
     */
    public static Written write(Path file, String title, PrintProfile profile, List<Leaf> leaves, Map<String, Photo> photos, Fonts fonts,
            boolean hashed, Runnable tick)
            throws IOException {
        MessageDigest sha256 = Hashes.sha256();
        MessageDigest md5 = Hashes.md5();
        try (var writer = new PdfWriter(profile, photos, fonts, tick)) {
            for (Leaf leaf : leaves) {
                writer.page(leaf);
            }
            PdfX4.describe(writer.document, title, profile, identity(title, profile, leaves, photos));
            try (var raw = new FileOutputStream(file.toFile());
                    OutputStream digesting = hashed ? new DigestOutputStream(new DigestOutputStream(raw, md5), sha256) : raw;
                    var out = new BufferedOutputStream(digesting, 1 << 16)) {
                writer.document.save(out, CompressParameters.NO_COMPRESSION);
                out.flush();
                raw.getFD().sync();
            }
        }
        return new Written(Files.size(file), hashed ? Hashes.hex(sha256) : "", hashed ? Hashes.hex(md5) : "");
    }

    private static byte[] identity(String title, PrintProfile profile, List<Leaf> leaves, Map<String, Photo> photos) throws IOException {
        MessageDigest digest = Hashes.sha256();
        digest.update((title + "\n" + profile.fingerprint() + "\n").getBytes(StandardCharsets.UTF_8));
        for (Leaf leaf : leaves) {
            digest.update(leaf.toString().getBytes(StandardCharsets.UTF_8));
            for (Element element : leaf.elements()) {
                Photo photo = element instanceof PhotoSlot slot && slot.photo() != null ? photos.get(slot.photo()) : null;
                if (photo != null) {
                    digest.update(photo.sha256().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return digest.digest();
    }

    private void page(Leaf leaf) throws IOException {
        Sheet sheet = leaf.sheet();
        var page = new PDPage(sheet.mediaBox());
        page.setBleedBox(sheet.bleedBox());
        page.setTrimBox(sheet.trimBox());
        document.addPage(page);
        // Not compressed: another zlib would give other bytes for the same design.
        try (var content = new PDPageContentStream(document, page, AppendMode.OVERWRITE, false)) {
            AffineTransform toPoints = sheet.toPoints();
            boolean marks = profile.marks() == Marks.CROP;
            if (marks) {
                marks(content, sheet, toPoints);
                content.saveGraphicsState();
                Drawing.path(content, Drawing.frame(sheet.bled(), 0, 0), toPoints);
                content.clip();
            }
            Colour background = leaf.background();
            if (background != null && !background.equals(Colour.WHITE)) {
                fill(content, Drawing.frame(sheet.bled(), 0, 0), background, toPoints);
            }
            for (Element element : leaf.elements()) {
                draw(content, element, toPoints);
            }
            if (marks) {
                content.restoreGraphicsState();
            }
        }
    }

    private void draw(PDPageContentStream content, Element element, AffineTransform toPoints) throws IOException {
        switch (element) {
            case PhotoSlot slot -> photo(content, slot, toPoints);
            case Fill fill -> fill(content, Drawing.frame(fill.frame(), fill.corner(), fill.rotation()), fill.colour(), toPoints);
            case Sticker sticker -> fill(content, shape(sticker), sticker.colour(), toPoints);
            case TextBox text -> text(content, text, toPoints);
        }
    }

    private void photo(PDPageContentStream content, PhotoSlot slot, AffineTransform toPoints) throws IOException {
        Photo photo = slot.photo() == null ? null : photos.get(slot.photo());
        if (photo == null) {
            return;
        }
        var placement = new PhotoPlacement(photo, slot.cropOrCentre(), slot.frame(), slot.rotation());
        var matrix = new AffineTransform(toPoints);
        matrix.concatenate(placement.pictureToSurface());
        content.saveGraphicsState();
        Drawing.path(content, Drawing.frame(slot.frame(), slot.corner(), slot.rotation()), toPoints);
        content.clip();
        content.drawImage(pictures.of(photo), new Matrix(matrix));
        content.restoreGraphicsState();
        Border border = slot.border();
        if (border != null) {
            border(content, slot, border, toPoints);
        }
    }

    private void border(PDPageContentStream content, PhotoSlot slot, Border border, AffineTransform toPoints) throws IOException {
        double half = Math.min(border.width(), Math.min(slot.frame().width(), slot.frame().height())) / 2;
        Shape line = Drawing.frame(slot.frame().grown(-half), Math.max(0, slot.corner() - half), slot.rotation());
        // As a filled outline: a stroke's width would be another thing to get wrong in a scaled page.
        Shape outline = new BasicStroke((float) (2 * half), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER).createStrokedShape(line);
        fill(content, outline, border.colour(), toPoints);
    }

    private static Shape shape(Sticker sticker) {
        Box frame = sticker.frame();
        var matrix = AffineTransform.getRotateInstance(Math.toRadians(sticker.rotation()), frame.centreX(), frame.centreY());
        matrix.translate(frame.x(), frame.y());
        matrix.scale(frame.width() / sticker.width(), frame.height() / sticker.height());
        return matrix.createTransformedShape(SvgPath.read(sticker.path()));
    }

    private void text(PDPageContentStream content, TextBox box, AffineTransform toPoints) throws IOException {
        var matrix = new AffineTransform(toPoints);
        matrix.rotate(Math.toRadians(box.rotation()), box.frame().centreX(), box.frame().centreY());
        matrix.translate(box.frame().x(), box.frame().y());
        for (SetText.Part part : Typesetter.set(fonts, box).parts()) {
            content.saveGraphicsState();
            inks.overprintBlack(content, part.colour());
            inks.fill(content, part.colour());
            letters.draw(content, part.glyphs(), matrix);
            content.restoreGraphicsState();
        }
    }

    private void fill(PDPageContentStream content, Shape shape, Colour colour, AffineTransform toPoints) throws IOException {
        inks.fill(content, colour);
        Drawing.path(content, shape, toPoints);
        content.fill();
    }

    /** Two lines at each corner of the cut, outside the bleed. */
    private void marks(PDPageContentStream content, Sheet sheet, AffineTransform toPoints) throws IOException {
        Box trim = sheet.trim();
        Box bled = sheet.bled();
        inks.stroke(content, Colour.BLACK);
        content.setLineWidth(0.25f);
        for (double x : new double[]{trim.x(), trim.right()}) {
            Drawing.path(content, new Line2D.Double(x, bled.y() - 1, x, bled.y() - 1 - MARK_MM), toPoints);
            Drawing.path(content, new Line2D.Double(x, bled.bottom() + 1, x, bled.bottom() + 1 + MARK_MM), toPoints);
        }
        for (double y : new double[]{trim.y(), trim.bottom()}) {
            Drawing.path(content, new Line2D.Double(bled.x() - 1, y, bled.x() - 1 - MARK_MM, y), toPoints);
            Drawing.path(content, new Line2D.Double(bled.right() + 1, y, bled.right() + 1 + MARK_MM, y), toPoints);
        }
        content.stroke();
    }

    @Override
    public void close() throws IOException {
        pictures.close();
        document.close();
    }
}
