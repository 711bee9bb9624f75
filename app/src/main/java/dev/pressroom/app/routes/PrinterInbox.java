package dev.pressroom.app.routes;

import dev.pressroom.app.workers.PrinterCalls;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.routes.Inbox;
import dev.pressroom.routes.Printer;
import dev.pressroom.storage.inbox.FactStore;
import dev.pressroom.storage.inbox.FactStore.Match;
import dev.pressroom.storage.inbox.FactStore.NewFact;
import dev.pressroom.storage.inbox.FactStore.Stored;
import dev.pressroom.storage.inbox.FactStore.Unmatched;
import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.workflows.OrderJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The inbox for what printers say: the raw message, the facts read from it and their orders' places in the relay queue are stored in one
 * transaction. What cannot be read is quarantined with its reason; what matches no order stays unmatched until its names are known.
 */
public final class PrinterInbox implements Inbox, PrinterCalls.Learning {

    private static final Logger LOG = LoggerFactory.getLogger(PrinterInbox.class);
    private static final int UNMATCHED_AT_ONCE = 200;
    /** A signal takes 2 MB (Temporal, "Temporal Cloud limits", payload), and a fact that reaches no workflow is refused where it can be seen. */
    private static final int LARGEST_FACT = 500_000;

    private final TransactionTemplate transactions;
    private final FactStore facts;
    private final RelayQueue queue;
    private final Function<String, Printer> printers;
    private final Clock clock;
    private final MeterRegistry meters;

    /** @param meters counts each printer's messages by what became of them, and its statuses that nobody knows */
    public PrinterInbox(TransactionTemplate transactions, FactStore facts, RelayQueue queue, Function<String, Printer> printers,
            Clock clock, MeterRegistry meters) {
        this.meters = meters;
        this.transactions = transactions;
        this.facts = facts;
        this.queue = queue;
        this.printers = printers;
        this.clock = clock;
    }

    @Override
    public Taken take(String printerId, Inbound message) {
        Dialect dialect = printers.apply(printerId).dialect();
        Decoded decoded = dialect instanceof Dialect.Reads reads
                ? read(reads, message)
                : Decoded.unreadable("message", "printer " + printerId + " is not expected to say anything");
        Taken taken = Objects.requireNonNull(transactions.execute(transaction -> store(printerId, message, decoded)));
        Counter.builder("pressroom.printer.messages").description("messages of a printer by what became of them").tag("printer", printerId)
                .tag("taken", taken.name()).register(meters).increment();
        return taken;
    }

    /** A dialect that fails on a message is a defect of ours, but the message is stored all the same and can be decoded again. */
    private static Decoded read(Dialect.Reads dialect, Inbound message) {
        try {
            return dialect.read(message);
        } catch (RuntimeException e) {
            LOG.error("message {} could not be decoded: {}", message.messageKey(), e.getClass().getName());
            return Decoded.unreadable("message", "the dialect failed with " + e.getClass().getSimpleName());
        }
    }

    private Taken store(String printerId, Inbound message, Decoded decoded) {
        String source = source(printerId);
        Optional<FactStore.Raw> raw = facts.message(source, message.messageKey(), sha256(message.body()), message.channel(),
                OrderJson.write(message.headers()), message.body(), message.receivedAt());
        if (raw.isEmpty()) {
            return Taken.KNOWN;
        }
        long messageId = raw.get().messageId();
        List<Unreadable> unreadable = new ArrayList<>(decoded.unreadable());
        for (Heard heard : decoded.facts()) {
            if (!put(printerId, heard, messageId)) {
                unreadable
                        .add(new Unreadable(heard.fact().name(), "has more than " + LARGEST_FACT + " bytes as JSON; no workflow takes it"));
            }
        }
        if (!decoded.hints().isEmpty()) {
            facts.hint(messageId, Hints.written(decoded.hints()));
        }
        if (!unreadable.isEmpty()) {
            String problem = unreadable.stream().map(PrinterInbox::told).collect(Collectors.joining("; "));
            if (decoded.hints().isEmpty() && !facts.quarantine(messageId, problem)) {
                // What is asked for every few seconds is told once; a file that is put back goes where it came from.
                return message.channel().equals("poll") ? Taken.KNOWN : Taken.QUARANTINED;
            }
            LOG.warn("printer {}: message {} ({}) is quarantined, {} facts of it were read: {}", printerId, message.messageKey(),
                    message.channel(), decoded.facts().size(), problem);
            return Taken.QUARANTINED;
        }
        if (raw.get().again() && decoded.hints().isEmpty()) {
            facts.decoded(messageId);
        }
        return Taken.STORED;
    }

    private static String told(Unreadable unreadable) {
        return unreadable.place() + ": " + unreadable.reason();
    }

    /** False when the fact is too large to be handed to a workflow: then nothing of it is stored. */
    private boolean put(String printerId, Heard heard, @Nullable Long messageId) {
        PrinterFact fact = heard.fact();
        Optional<Match> match = facts.match(printerId, fact.about());
        PrinterFact kept = match.map(found -> fact.matched(JobKey.parse(found.jobKey()), found.items())).orElse(fact);
        Told told = fact.told();
        String payload = OrderJson.write(kept);
        if (payload.getBytes(StandardCharsets.UTF_8).length > LARGEST_FACT) {
            return false;
        }
        Stored stored = facts.put(new NewFact(told.source(), told.key(), fact.name(), payload, heard.rawText(),
                told.occurredAt(), told.receivedAt(), messageId), match.orElse(null));
        if (fact.event() instanceof PrinterEvent.Unmapped && (stored == Stored.NEW || stored == Stored.UNMATCHED)) {
            Counter.builder("pressroom.printer.unmapped").description("statuses that nobody knows; shown with the order, never guessed")
                    .tag("printer", printerId).register(meters).increment();
        }
        switch (stored) {
            case NEW -> queue.add(match.orElseThrow().orderId());
            case UNMATCHED -> LOG.info("printer {}: {} about {} matches no order yet", printerId, fact.name(), fact.about());
            case CONFLICT ->
                LOG.warn("printer {}: {} came again under key {} with other content; kept as a conflict", printerId, fact.name(),
                        told.key());
            case KNOWN -> {
                // said before
            }
        }
        return true;
    }

    @Override
    public void pulled(String printerId, Ref reference) {
        Instant now = clock.instant();
        Told told = new Told(source(printerId), "pulled/" + reference, now, null, null, now);
        PrinterFact fact = new PrinterFact(told, new TreeSet<>(List.of(reference)), null, List.of(), new PrinterEvent.JobReceived());
        transactions.executeWithoutResult(transaction -> put(printerId, new Heard(fact, "ticket pulled"), null));
    }

    /** Facts that came before their names were known find their order now. */
    @Override
    public void namesKnown(String printerId) {
        for (Unmatched waiting : facts.unmatched(printerId, UNMATCHED_AT_ONCE)) {
            PrinterFact fact;
            try {
                fact = (PrinterFact) OrderJson.read(waiting.payload(), Fact.class);
            } catch (IllegalArgumentException e) {
                // A newer release stored it. It waits for that release, and no job and no other fact waits for it.
                LOG.warn("printer {}: fact {} stays unmatched, this release cannot read it: {}", printerId, waiting.factId(),
                        e.getMessage());
                continue;
            }
            transactions.executeWithoutResult(transaction -> {
                facts.match(printerId, fact.about()).ifPresent(match -> {
                    facts.matched(waiting.factId(), match,
                            OrderJson.write(fact.matched(JobKey.parse(match.jobKey()), match.items())));
                    queue.add(match.orderId());
                });
            });
        }
    }

    private static String source(String printerId) {
        return "printer/" + printerId;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
