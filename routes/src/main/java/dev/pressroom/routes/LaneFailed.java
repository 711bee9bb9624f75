package dev.pressroom.routes;

import dev.pressroom.printers.Reply;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Carries the reply of a call that the lane's circuit breaker must count as failed: the breaker keeps nothing else of a failed exchange. */
final class LaneFailed extends IOException {

    private final transient Reply reply;

    LaneFailed(Reply reply, String why, @Nullable Throwable cause) {
        super(why, cause);
        this.reply = reply;
    }

    static LaneFailed notSent(String why, @Nullable Throwable cause) {
        return new LaneFailed(new Reply.NotSent(why), why, cause);
    }

    static LaneFailed broke(String why, @Nullable Throwable cause) {
        return new LaneFailed(new Reply.Broke(why), why, cause);
    }

    Reply reply() {
        return reply;
    }
}
