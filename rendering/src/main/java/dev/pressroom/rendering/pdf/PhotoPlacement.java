package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.photos.Photo;
import java.awt.geom.AffineTransform;

/** How a photograph lies in its frame; the frame in millimetres. */
public record PhotoPlacement(Photo photo, Crop crop, Box frame, double rotation) {

    /** Pixels of the photograph per inch of paper, the same in both directions. */
    public double dpi() {
        return 25.4 / mmPerPixel();
    }

    /** Maps the unit square of the stored picture (y up, as PDF has it) to the surface in millimetres, so that the crop fills the frame. */
    public AffineTransform pictureToSurface() {
        double width = photo.width() * mmPerPixel();
        double height = photo.height() * mmPerPixel();
        double left = Math.clamp(frame.width() / 2 - crop.centreX() * width, Math.min(0, frame.width() - width), 0);
        double top = Math.clamp(frame.height() / 2 - crop.centreY() * height, Math.min(0, frame.height() - height), 0);
        var matrix = AffineTransform.getRotateInstance(Math.toRadians(rotation), frame.centreX(), frame.centreY());
        matrix.translate(frame.x() + left, frame.y() + top + height);
        matrix.scale(width, -height);
        matrix.concatenate(photo.orientation().toUpright());
        return matrix;
    }

    private double mmPerPixel() {
        return Math.max(frame.width() / photo.width(), frame.height() / photo.height()) * crop.zoom();
    }
}
