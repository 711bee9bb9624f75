package dev.pressroom.rendering.photos;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The pixels and colour channels that a JPEG itself says it has, whatever is said beside it. */
public record JpegSize(int width, int height, int channels) {

    /** Reads up to the first frame header (ITU-T T.81, B.2.2); null if there is none. */
    public static @Nullable JpegSize read(InputStream in) throws IOException {
        return JpegMarkers.firstFrame(in).map(frame -> new JpegSize(frame.width(), frame.height(), frame.components())).orElse(null);
    }
}
