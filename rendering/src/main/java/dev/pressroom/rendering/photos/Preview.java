package dev.pressroom.rendering.photos;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** A small upright JPEG of a photograph, for screens. */
public final class Preview {
    private Preview() {}

    /** Writes one whose longer side has at most that many pixels; decodes thinned out, so memory stays small. */
    public static void write(Photo photo, int side, Path target) throws IOException {
        int longer = Math.max(photo.storedWidth(), photo.storedHeight());
        int step = Math.max(1, longer / (2 * side));
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var in = ImageIO.createImageInputStream(photo.file().toFile())) {
            reader.setInput(in, true, true);
            var parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, 0, 0);
            BufferedImage stored = reader.read(0, parameters);
            double scale = Math.min(1, (double) side / longer);
            int width = Math.max(1, (int) Math.round(photo.width() * scale));
            int height = Math.max(1, (int) Math.round(photo.height() * scale));
            var upright = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = upright.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            // The orientation is told with y pointing up: turn over, turn upright, turn over again.
            var matrix = new AffineTransform(width, 0, 0, -height, 0, height);
            matrix.concatenate(photo.orientation().toUpright());
            matrix.concatenate(new AffineTransform(1.0 / stored.getWidth(), 0, 0, -1.0 / stored.getHeight(), 0, 1));
            g.drawRenderedImage(stored, matrix);
            g.dispose();
            ImageIO.write(upright, "jpg", target.toFile());
        } finally {
            reader.dispose();
        }
    }
}
