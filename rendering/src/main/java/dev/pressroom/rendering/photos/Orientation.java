package dev.pressroom.rendering.photos;

import java.awt.geom.AffineTransform;
import java.util.Arrays;

/**
 * How stored pixels must be turned to be upright: the EXIF tag 0x0112 (CIPA DC-008, 4.6.4, "Orientation").
 *
 * <p>
 * The names say where the first stored row and the first stored column belong in the upright picture.
 */
public enum Orientation {
    TOP_LEFT(1, 1, 0, 0, 1), //
    TOP_RIGHT(2, -1, 0, 0, 1), //
    BOTTOM_RIGHT(3, -1, 0, 0, -1), //
    BOTTOM_LEFT(4, 1, 0, 0, -1), //
    LEFT_TOP(5, 0, -1, -1, 0), //
    RIGHT_TOP(6, 0, -1, 1, 0), //
    RIGHT_BOTTOM(7, 0, 1, 1, 0), //
    LEFT_BOTTOM(8, 0, 1, -1, 0);

    private final int exif;
    private final int m00;
    private final int m10;
    private final int m01;
    private final int m11;

    Orientation(int exif, int m00, int m10, int m01, int m11) {
        this.exif = exif;
        this.m00 = m00;
        this.m10 = m10;
        this.m01 = m01;
        this.m11 = m11;
    }

    /**
     * The orientation of an EXIF value; absent, 0 and garbage mean upright, as cameras and phones write them without
     * meaning a turn.
     */
    public static Orientation ofExif(int value) {
        return Arrays.stream(values()).filter(orientation -> orientation.exif == value).findFirst().orElse(TOP_LEFT);
    }

    /** The EXIF value, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** True if width and height change places. */
    public boolean swapsSides() {
        return m00 == 0;
    }

    /** Maps the unit square of the stored picture to the unit square of the upright one, y pointing up. */
    public AffineTransform toUpright() {
        // A mirrored axis leaves the unit square: move it back.
        return new AffineTransform(m00, m10, m01, m11, m00 + m01 < 0 ? 1 : 0, m10 + m11 < 0 ? 1 : 0);
    }
}
