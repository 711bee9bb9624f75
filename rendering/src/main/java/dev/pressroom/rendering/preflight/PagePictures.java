package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Hashes;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a PDF as pictures for screens: a thumbnail of the whole sheet for the report, and, where they are wanted, a
 * JPEG file of each page as it looks when it is cut. Each page is drawn once, one at a time.
 */
public final class PagePictures implements AutoCloseable {
    /** Pictures of a page that are decoded to draw it, together. */
    private static final long MOST_PIXELS = 120_000_000;
    private static final int THUMBNAIL = 360;
    private static final int PREVIEW = 1000;

    private final PDDocument pdf;
    private final PDFRenderer renderer;
    private final @Nullable Path previews;
    private final String name;

    private PagePictures(PDDocument pdf, @Nullable Path previews, String name) {
        this.pdf = pdf;
        this.renderer = new PDFRenderer(pdf);
        this.previews = previews;
        this.name = name;
        renderer.setSubsamplingAllowed(true);
    }

    /** Thumbnails only. */
    public static PagePictures of(Path pdf) throws IOException {
        return new PagePictures(open(pdf), null, "");
    }

    /**
     * Thumbnails, and beside them files {@code NAME-001.jpg} and so on.
     *
     * @param previews
     *            gets the files; made if absent
     */
    public static PagePictures withPreviews(Path pdf, Path previews, String name) throws IOException {
        Files.createDirectories(previews);
        return new PagePictures(open(pdf), previews, name);
    }

    private static PDDocument open(Path pdf) throws IOException {
        var source = new RandomAccessReadBufferedFile(pdf.toFile());
        try {
            return Loader.loadPDF(source, "", null, null, IOUtils.createTempFileOnlyStreamCache());
        } catch (IOException | RuntimeException broken) {
            source.close();
            throw broken;
        }
    }

    PDPage page(int number) {
        return pdf.getPage(number - 1);
    }

    /** The sheet as a JPEG, its longer side {@value #THUMBNAIL} pixels; null if it cannot be drawn, or not in sane memory. */
    byte @Nullable [] thumbnail(int number) throws IOException {
        BufferedImage sheet = sheet(number, previews == null ? THUMBNAIL : PREVIEW);
        if (sheet == null) {
            return null;
        }
        Path folder = previews;
        if (folder != null) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%s-%03d.jpg", name, number));
            ImageIO.write(cut(page(number), sheet), "jpg", file.toFile());
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(smaller(sheet), "jpg", bytes);
        return bytes.toByteArray();
    }

    private @Nullable BufferedImage sheet(int number, int side) {
        PDPage page = page(number);
        try {
            var content = new PageContent(page, Hashes.sha256());
            content.read();
            long pixels = content.pictures.stream()
                    .mapToLong(picture -> (long) picture.image().getWidth() * picture.image().getHeight()).sum();
            if (pixels > MOST_PIXELS) {
                return null;
            }
            // The whole sheet upright, so that findings lie on it where they were measured.
            PDRectangle media = page.getMediaBox();
            page.setCropBox(media);
            page.setRotation(0);
            return renderer.renderImage(number - 1, side / Math.max(media.getWidth(), media.getHeight()), ImageType.RGB);
        } catch (IOException | RuntimeException | StackOverflowError notDrawn) {
            // Whatever a hostile page makes the renderer throw: the report says "not drawn".
            return null;
        }
    }

    private static BufferedImage cut(PDPage page, BufferedImage sheet) {
        PDRectangle media = page.getMediaBox();
        PDRectangle trim = page.getTrimBox();
        double scale = sheet.getWidth() / (double) media.getWidth();
        int x = (int) Math.round((trim.getLowerLeftX() - media.getLowerLeftX()) * scale);
        int y = (int) Math.round((media.getUpperRightY() - trim.getUpperRightY()) * scale);
        int width = (int) Math.round(trim.getWidth() * scale);
        int height = (int) Math.round(trim.getHeight() * scale);
        boolean within = x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= sheet.getWidth() && y + height <= sheet.getHeight();
        return within ? sheet.getSubimage(x, y, width, height) : sheet;
    }

    private static BufferedImage smaller(BufferedImage sheet) {
        double scale = THUMBNAIL / (double) Math.max(sheet.getWidth(), sheet.getHeight());
        if (scale > 0.9) {
            return sheet;
        }
        var small = new BufferedImage(Math.max(1, (int) (sheet.getWidth() * scale)), Math.max(1, (int) (sheet.getHeight() * scale)),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(sheet, 0, 0, small.getWidth(), small.getHeight(), null);
        g.dispose();
        return small;
    }

    @Override
    public void close() throws IOException {
        pdf.close();
    }
}
