package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.Box;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** Shapes in millimetres as paths in points, with thousandths of a point. */
final class Drawing {
    private Drawing() {}

    /** The frame as a shape, its corners rounded, turned about its centre. */
    static Shape frame(Box frame, double corner, double rotation) {
        Shape upright = corner > 0
                ? new RoundRectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height(), 2 * corner, 2 * corner)
                : new Rectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height());
        return rotation == 0
                ? upright
                : AffineTransform.getRotateInstance(Math.toRadians(rotation), frame.centreX(), frame.centreY())
                        .createTransformedShape(upright);
    }

    static void path(PDPageContentStream content, Shape shape, AffineTransform toPoints) throws IOException {
        double[] p = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator i = shape.getPathIterator(toPoints); !i.isDone(); i.next()) {
            switch (i.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> {
                    content.moveTo(round(p[0]), round(p[1]));
                    x = p[0];
                    y = p[1];
                }
                case PathIterator.SEG_LINETO -> {
                    content.lineTo(round(p[0]), round(p[1]));
                    x = p[0];
                    y = p[1];
                }
                case PathIterator.SEG_QUADTO -> {
                    content.curveTo(round(x + 2 * (p[0] - x) / 3), round(y + 2 * (p[1] - y) / 3), round(p[2] + 2 * (p[0] - p[2]) / 3),
                            round(p[3] + 2 * (p[1] - p[3]) / 3), round(p[2]), round(p[3]));
                    x = p[2];
                    y = p[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    content.curveTo(round(p[0]), round(p[1]), round(p[2]), round(p[3]), round(p[4]), round(p[5]));
                    x = p[4];
                    y = p[5];
                }
                default -> content.closePath();
            }
        }
    }

    private static float round(double value) {
        return Math.round(value * 1000) / 1000f;
    }
}
