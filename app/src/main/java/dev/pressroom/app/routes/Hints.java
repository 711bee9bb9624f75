package dev.pressroom.app.routes;

import dev.pressroom.orders.Ref;
import dev.pressroom.storage.inbox.FactStore;
import dev.pressroom.storage.inbox.FactStore.Hint;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off what unsigned messages only hinted at: asks each printer itself. One that cannot be worked off waits and holds no other. */
final class Hints {

    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final int AT_ONCE = 50;
    private static final int LONGEST_WAIT = 300;

    private final FactStore facts;
    private final BiPredicate<String, Ref> reread;
    private final Clock clock;

    /** @param reread asks the printer of that id for what the reference names; false when it did not answer */
    Hints(FactStore facts, BiPredicate<String, Ref> reread, Clock clock) {
        this.facts = facts;
        this.reread = reread;
        this.clock = clock;
    }

    /** As they are stored: kind and value, the value percent-encoded, since it is the sender's. */
    static String written(Collection<Ref> refs) {
        return refs.stream().map(ref -> ref.kind() + ":" + URLEncoder.encode(ref.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    void work() {
        for (Hint hint : facts.hints(AT_ONCE)) {
            if (done(hint)) {
                facts.hintDone(hint.messageId());
            } else {
                facts.hintLater(hint.messageId(), clock.instant().plusSeconds(Math.min(LONGEST_WAIT, 2L << Math.min(hint.attempts(), 8))));
            }
        }
    }

    private boolean done(Hint hint) {
        boolean done = true;
        try {
            for (String reference : hint.reference().split(" ")) {
                int colon = reference.indexOf(':');
                done &= reread.test(hint.printerId(), new Ref(Ref.Kind.valueOf(reference.substring(0, colon)),
                        URLDecoder.decode(reference.substring(colon + 1), StandardCharsets.UTF_8)));
            }
        } catch (RuntimeException e) {
            LOG.warn("printer {}: the hint of message {} cannot be worked off, it is tried again: {}", hint.printerId(), hint.messageId(),
                    e.toString());
            return false;
        }
        return done;
    }
}
