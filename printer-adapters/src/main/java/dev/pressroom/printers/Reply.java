package dev.pressroom.printers;

import java.util.List;
import java.util.Map;

/** What became of a send. */
public sealed interface Reply {

    /**
     * The other side answered. For file drops, queue messages and offers: it was taken; status 0, no body.
     *
     * @param headers lower-case names
     */
    record Answered(int status, Map<String, List<String>> headers, byte[] body) implements Reply {
        public static Answered taken() {
            return new Answered(0, Map.of(), new byte[0]);
        }

        public boolean ok() {
            return status == 0 || (status >= 200 && status < 300);
        }
    }

    /** It certainly did not arrive: refused before anything was sent, lane full, paused or open circuit. */
    record NotSent(Deferral cause, String why) implements Reply {
        public NotSent(String why) {
            this(Deferral.DEFERRED, why);
        }
    }

    /** It broke on the way: it may have arrived. */
    record Broke(String why) implements Reply {}
}
