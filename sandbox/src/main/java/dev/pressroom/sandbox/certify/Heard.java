package dev.pressroom.sandbox.certify;

import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.routes.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** An inbox that keeps everything in memory: facts by their key, once each; what cannot be read is counted. */
final class Heard implements Inbox {

    private final Dialect dialect;
    private final Clock clock;
    private final Set<String> messages = new HashSet<>();
    private final Map<String, PrinterFact> facts = new LinkedHashMap<>();
    private final List<Ref> hints = new ArrayList<>();
    private int quarantined;

    Heard(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public synchronized Taken take(String printerId, Inbound message) {
        if (!messages.add(message.messageKey())) {
            return Taken.KNOWN;
        }
        Decoded decoded = dialect instanceof Dialect.Reads reads ? reads.read(message) : Decoded.unreadable("message", "is not expected");
        decoded.facts().forEach(heard -> facts.putIfAbsent(heard.fact().told().key(), heard.fact()));
        hints.addAll(decoded.hints());
        notifyAll();
        if (!decoded.unreadable().isEmpty()) {
            quarantined++;
            return Taken.QUARANTINED;
        }
        return Taken.STORED;
    }

    @Override
    public synchronized void pulled(String printerId, Ref reference) {
        Instant now = clock.instant();
        Told told = new Told("printer/" + printerId, "pulled/" + reference, now, null, null, now);
        facts.putIfAbsent(told.key(),
                new PrinterFact(told, new TreeSet<>(List.of(reference)), null, List.of(), new PrinterEvent.JobReceived()));
        notifyAll();
    }

    synchronized List<Ref> takeHints() {
        List<Ref> taken = List.copyOf(hints);
        hints.clear();
        return taken;
    }

    synchronized void hintAgain(Ref hint) {
        hints.add(hint);
    }

    /** What was told of whatever has one of these names; items are no names of a job. */
    synchronized List<PrinterFact> about(Collection<Ref> names) {
        return facts.values().stream()
                .filter(fact -> fact.about().stream().anyMatch(ref -> ref.kind() != Ref.Kind.ITEM && names.contains(ref))).toList();
    }

    synchronized int quarantined() {
        return quarantined;
    }

    /** Whether it came true within the time. */
    synchronized boolean await(Duration within, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, Math.min(50, left / 1_000_000)));
        }
        return true;
    }
}
