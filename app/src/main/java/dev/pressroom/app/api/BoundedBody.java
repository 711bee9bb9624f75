package dev.pressroom.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Bodies as bytes, up to 1 MB; a larger one is refused before it is read to its end. */
final class BoundedBody {

    static final int MAX_BYTES = 1_048_576;

    private BoundedBody() {}

    static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        return body;
    }

    private static RuntimeException tooLarge() {
        return ProblemType.TOO_LARGE.exception("the body has more than " + MAX_BYTES + " bytes; send photos by URL, not in the body");
    }
}
