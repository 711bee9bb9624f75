package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.springframework.util.unit.DataSize;

/** A running context with routes, and ports that remember what they were told. */
final class Bench implements AutoCloseable {

    static final RouteSettings SETTINGS = new RouteSettings(1, Duration.ofSeconds(2), DataSize.ofKilobytes(64), DataSize.ofKilobytes(64), 4,
            Duration.ofMillis(300), Duration.ofSeconds(5));

    final RememberingInbox inbox = new RememberingInbox();
    final RememberingLedger ledger = new RememberingLedger();
    final Map<String, Path> files = new ConcurrentHashMap<>();
    final Map<String, String> cursors = new ConcurrentHashMap<>();
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    final Map<String, Content.Bytes> offered = new ConcurrentHashMap<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Binds binds = new Binds();
    final CamelContext camel = new DefaultCamelContext(binds);
    final PrinterRoutes routes;
    /** What a test added to the time. */
    private volatile Duration ahead = Duration.ZERO;

    /** From now on it is that much later. */
    void later(Duration by) {
        ahead = ahead.plus(by);
    }

    Bench() throws Exception {
        Ports ports = new Ports(inbox, ledger, this::file, new Cursors() {
            @Override
            public String get(String printerId) {
                return cursors.get(printerId);
            }

            @Override
            public void set(String printerId, String cursor) {
                cursors.put(printerId, cursor);
            }
        }, (printerId, reference, ticket) -> offered.put(printerId + "/" + reference, ticket), this::resolve);
        routes = new PrinterRoutes(camel, ports, SETTINGS, ((InstantSource) () -> Instant.now().plus(ahead)).withZone(ZoneOffset.UTC),
                meters);
        camel.start();
    }

    private Path file(String sha256) throws IOException {
        Path file = files.get(sha256);
        if (file == null) {
            throw new IOException("no file " + sha256 + " in the store");
        }
        return file;
    }

    private String resolve(String text) {
        if (!text.startsWith("${")) {
            return text;
        }
        return Optional.ofNullable(secrets.get(text)).orElseThrow(() -> new IllegalArgumentException(text + " has no value"));
    }

    void add(PrinterProfile profile, Dialect dialect) {
        routes.add(new Printer(profile, dialect));
    }

    /** Sends once, through a printer added for it. */
    Reply send(PrinterProfile profile, Send send) {
        AtomicReference<Reply> reply = new AtomicReference<>();
        add(profile, Scripted.submits(send, reply));
        submit(profile.id());
        return reply.get();
    }

    Outcome submit(String printerId) {
        return routes.channels().submit(printerId, Scripted.ticket(), Scripted.CONTEXT).result();
    }

    LaneState lane(String name) {
        return routes.lanes().get(name);
    }

    @Override
    public void close() {
        routes.close();
        camel.stop();
    }

    /** The context's registry, a plain map: sees whether two bind at the same time, for which each takes a moment once that is asked. */
    static final class Binds extends DefaultRegistry {
        volatile boolean slow;
        volatile boolean overlapped;
        private final AtomicInteger inside = new AtomicInteger();

        @Override
        public void bind(String id, Class<?> type, Object bean) {
            overlapped |= inside.incrementAndGet() > 1;
            if (slow) {
                LockSupport.parkNanos(2_000_000);
            }
            super.bind(id, type, bean);
            inside.decrementAndGet();
        }
    }

    static final class RememberingInbox implements Inbox {
        final List<String> taken = new CopyOnWriteArrayList<>();
        final List<Inbound> messages = new CopyOnWriteArrayList<>();
        volatile Taken answer = Taken.STORED;
        /** Done before a message is stored. */
        volatile Runnable working = () -> {
        };
        volatile RuntimeException down;

        @Override
        public Taken take(String printerId, Inbound message) {
            if (down != null) {
                throw down;
            }
            working.run();
            messages.add(message);
            taken.add(printerId + "/" + message.channel() + "/" + message.messageKey());
            return answer;
        }

        @Override
        public void pulled(String printerId, Ref reference) {
            throw new AssertionError("the routes pull nothing");
        }
    }

    static final class RememberingLedger implements SubmissionLedger {
        final Map<JobKey, String> staged = new ConcurrentHashMap<>();
        volatile Instant stagedAt = Instant.now();
        volatile RuntimeException down;

        @Override
        public void staged(JobKey key, String ticketName) {
            if (down != null) {
                throw down;
            }
            staged.put(key, ticketName);
        }

        @Override
        public Optional<Staged> stagedTicket(JobKey key) {
            return Optional.ofNullable(staged.get(key)).map(ticket -> new Staged(ticket, stagedAt));
        }
    }
}
