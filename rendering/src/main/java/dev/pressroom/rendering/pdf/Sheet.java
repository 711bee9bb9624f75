package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Bleed;
import dev.pressroom.rendering.profiles.PrintProfile.Marks;
import java.awt.geom.AffineTransform;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * The paper under one surface, in millimetres from the top left of the cut. The one place where millimetres become
 * points and y turns from down to up.
 *
 * @param trim
 *            what stays
 * @param bled
 *            what is printed
 * @param media
 *            bled, and room for marks
 */
public record Sheet(Box trim, Box bled, Box media) {
    private static final double POINTS_PER_MM = 72 / 25.4;
    private static final double MARKS_MM = 10;

    /** The sheet of a page of the block, counted from 1, or of a single side. */
    public static Sheet page(PrintProfile profile, int number, boolean turned) {
        boolean facing = profile.layout() != PrintProfile.FileLayout.ONE_FILE_PER_SIDE;
        Bleed bleed = facing && number % 2 == 0 ? profile.bleed().mirrored() : profile.bleed();
        Box trim = turned ? profile.page().lyingDown() : profile.page();
        return of(trim, Box.ofEdges(-bleed.inside(), -bleed.top(), trim.right() + bleed.outside(), trim.bottom() + bleed.bottom()),
                profile.marks());
    }

    public static Sheet cover(PrintProfile profile, double spine) {
        Box trim = profile.coverSheet(spine);
        return of(trim, trim.grown(profile.cover() == null ? 0 : profile.cover().bleed()), profile.marks());
    }

    private static Sheet of(Box trim, Box bled, Marks marks) {
        return new Sheet(trim, bled, switch (marks) {
            case NONE -> bled;
            case CROP -> bled.grown(MARKS_MM);
        });
    }

    /** A frame whose edge lies on the cut or beyond it reaches through the bleed, unless it lies at an angle to the cut. */
    public Box throughBleed(Box frame, double rotation) {
        if (rotation % 90 != 0) {
            return frame;
        }
        return rotation == 0 ? throughBleed(frame) : throughBleed(frame.turned(rotation)).turned(-rotation);
    }

    private Box throughBleed(Box frame) {
        double near = 0.01;
        return Box.ofEdges(frame.x() <= trim.x() + near ? Math.min(frame.x(), bled.x()) : frame.x(),
                frame.y() <= trim.y() + near ? Math.min(frame.y(), bled.y()) : frame.y(),
                frame.right() >= trim.right() - near ? Math.max(frame.right(), bled.right()) : frame.right(),
                frame.bottom() >= trim.bottom() - near ? Math.max(frame.bottom(), bled.bottom()) : frame.bottom());
    }

    /** Maps millimetres on the surface to points on the page. */
    AffineTransform toPoints() {
        var matrix = new AffineTransform(POINTS_PER_MM, 0, 0, -POINTS_PER_MM, 0, 0);
        matrix.translate(-media.x(), -media.bottom());
        return matrix;
    }

    PDRectangle mediaBox() {
        return points(media);
    }

    PDRectangle bleedBox() {
        return points(bled);
    }

    PDRectangle trimBox() {
        return points(trim);
    }

    private PDRectangle points(Box box) {
        return new PDRectangle((float) ((box.x() - media.x()) * POINTS_PER_MM), (float) ((media.bottom() - box.bottom()) * POINTS_PER_MM),
                (float) (box.width() * POINTS_PER_MM), (float) (box.height() * POINTS_PER_MM));
    }
}
