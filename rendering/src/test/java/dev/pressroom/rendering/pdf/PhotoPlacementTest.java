package dev.pressroom.rendering.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.photos.Orientation;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.Photo.Channels;
import dev.pressroom.rendering.photos.Slice;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PhotoPlacementTest {

    private static Photo photo(int width, int height, int orientation) {
        return new Photo(Path.of("p"), "p", 10, List.of(new Slice(0, 10)), width, height, Orientation.ofExif(orientation), Channels.RGB,
                false,
                false, false, null, null, List.of());
    }

    /** Where a corner of the visible part lies in the stored picture, found the other way round: from the frame. */
    @Property(tries = 500)
    void cropCornersLieOnFrameCorners(@ForAll @IntRange(min = 10, max = 9000) int width, @ForAll @IntRange(min = 10, max = 9000) int height,
            @ForAll @IntRange(min = 1, max = 8) int orientation, @ForAll @DoubleRange(min = 0, max = 1) double cx,
            @ForAll @DoubleRange(min = 0, max = 1) double cy, @ForAll @DoubleRange(min = 1, max = 5) double zoom,
            @ForAll @DoubleRange(min = 5, max = 300) double frameWidth, @ForAll @DoubleRange(min = 5, max = 300) double frameHeight,
            @ForAll @DoubleRange(min = -180, max = 180) double rotation)
            throws Exception {
        Photo photo = photo(width, height, orientation);
        Box frame = new Box(20, 30, frameWidth, frameHeight);
        var placement = new PhotoPlacement(photo, new Crop(cx, cy, zoom), frame, rotation);
        // The visible part in fractions of the upright picture, by hand.
        double scale = Math.max(frameWidth / photo.width(), frameHeight / photo.height()) * zoom;
        double seenWidth = frameWidth / (photo.width() * scale);
        double seenHeight = frameHeight / (photo.height() * scale);
        double left = Math.clamp(cx - seenWidth / 2, 0, Math.max(0, 1 - seenWidth));
        double top = Math.clamp(cy - seenHeight / 2, 0, Math.max(0, 1 - seenHeight));
        var turn = AffineTransform.getRotateInstance(Math.toRadians(rotation), frame.centreX(), frame.centreY());
        for (int corner = 0; corner < 4; corner++) {
            double across = corner % 2;
            double down = corner / 2;
            var upright = new Point2D.Double(left + across * seenWidth, 1 - (top + down * seenHeight));
            Point2D stored = photo.orientation().toUpright().inverseTransform(upright, null);
            Point2D onPage = placement.pictureToSurface().transform(stored, null);
            Point2D wanted = turn.transform(new Point2D.Double(frame.x() + across * frameWidth, frame.y() + down * frameHeight), null);
            assertThat(onPage.distance(wanted)).isCloseTo(0, within(1e-6));
        }
    }

    @Property(tries = 200)
    void resolutionIsTheSameInBothDirections(@ForAll @IntRange(min = 10, max = 9000) int width,
            @ForAll @IntRange(min = 10, max = 9000) int height,
            @ForAll @IntRange(min = 1, max = 8) int orientation, @ForAll @DoubleRange(min = 1, max = 5) double zoom) {
        var placement = new PhotoPlacement(photo(width, height, orientation), new Crop(.5, .5, zoom), new Box(0, 0, 100, 80), 17);
        AffineTransform matrix = placement.pictureToSurface();
        double across = width / Math.hypot(matrix.getScaleX(), matrix.getShearY()) * 25.4;
        double down = height / Math.hypot(matrix.getShearX(), matrix.getScaleY()) * 25.4;
        assertThat(across).isCloseTo(placement.dpi(), within(placement.dpi() * 1e-9));
        assertThat(down).isCloseTo(placement.dpi(), within(placement.dpi() * 1e-9));
    }
}
