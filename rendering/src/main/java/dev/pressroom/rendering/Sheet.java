package dev.pressroom.rendering;

import java.awt.geom.AffineTransform;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * One page: a photograph, its crop, and the paper in millimetres. The one place where millimetres become points and y
 * turns from down to up.
 */
record Sheet(Photo photo, Crop crop, double trimWidthMm, double trimHeightMm, double bleedMm) {
    private static final double POINTS_PER_MM = 72 / 25.4;

    PDRectangle bleedBox() {
        return new PDRectangle((float) width(), (float) height());
    }

    PDRectangle trimBox() {
        float bleed = (float) (bleedMm * POINTS_PER_MM);
        return new PDRectangle(bleed, bleed, (float) (trimWidthMm * POINTS_PER_MM), (float) (trimHeightMm * POINTS_PER_MM));
    }

    /** Pixels of the photograph per inch of paper, the same in both directions. */
    double dpi() {
        return 72 / pointsPerPixel();
    }

    /** Maps the unit square of the stored picture to the page in points, so that the crop fills the bleed box. */
    AffineTransform pictureToPage() {
        double pictureWidth = photo.width() * pointsPerPixel();
        double pictureHeight = photo.height() * pointsPerPixel();
        double left = Math.clamp(width() / 2 - crop.centreX() * pictureWidth, Math.min(0, width() - pictureWidth), 0);
        double top = Math.clamp(height() / 2 - crop.centreY() * pictureHeight, Math.min(0, height() - pictureHeight), 0);
        var matrix = AffineTransform.getTranslateInstance(left, height() - top - pictureHeight);
        matrix.scale(pictureWidth, pictureHeight);
        matrix.concatenate(photo.orientation().toUpright());
        return matrix;
    }

    private double pointsPerPixel() {
        return Math.max(width() / photo.width(), height() / photo.height()) * crop.zoom();
    }

    private double width() {
        return (trimWidthMm + 2 * bleedMm) * POINTS_PER_MM;
    }

    private double height() {
        return (trimHeightMm + 2 * bleedMm) * POINTS_PER_MM;
    }
}
