package dev.pressroom.routes;

import java.io.IOException;

/** There is no room for the call now: no failure of the printer's, so the circuit does not count it. */
final class LaneFull extends IOException {

    LaneFull(String why) {
        super(why);
    }
}
