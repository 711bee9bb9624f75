package dev.pressroom.routes;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Dialects that send what the test says and keep the reply. */
final class Scripted {

    static final JobKey KEY = JobKey.parse("A-1234-1-a1");
    static final Dialect.Context CONTEXT = new Dialect.Context(null, Instant.parse("2026-11-21T10:00:00Z"));

    private Scripted() {}

    /** A ticket for a dialect that does not look at it. */
    static Ticket ticket() {
        return new Ticket(KEY, KEY.toString(), KEY.toString(), ServiceLevel.STANDARD,
                new Address("N", null, "L", null, "1", "C", null, "DE", null, null), List.of(), Instant.parse("2026-11-21T10:00:00Z"));
    }

    static Dialect.Submits submits(Send send) {
        return submits(send, new AtomicReference<>());
    }

    static Dialect.Submits submits(Send send, AtomicReference<Reply> reply) {
        return (ticket, context) -> new Step.Ask<>(send, got -> {
            reply.set(got);
            return Step.Done.of(outcome(got));
        });
    }

    static Outcome outcome(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered when answered.ok() -> new Outcome.Received();
            case Reply.Answered answered -> new Outcome.Unknown("answered " + answered.status());
            case Reply.NotSent(Deferral cause, String why) -> new Outcome.Deferred(null, cause, why);
            case Reply.Broke(String why) -> new Outcome.Unknown(why);
        };
    }

    static Content.Bytes text(String text) {
        return new Content.Bytes("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static Send.HttpCall post(String path, String body) {
        return new Send.HttpCall(Send.Repeat.NEVER, "POST", path, Map.of("X-Trace", "t-1"),
                new Content.Bytes("application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    static Send.HttpCall get(String path) {
        return new Send.HttpCall(Send.Repeat.SAFE, "GET", path, Map.of(), null);
    }

    /** Submits as another does, and listens to anything. */
    record Hears(Dialect.Submits submits) implements Dialect.Submits, Dialect.Reads {
        @Override
        public Step<Outcome> submit(Ticket ticket, Dialect.Context context) {
            return submits.submit(ticket, context);
        }

        @Override
        public Decoded read(Inbound message) {
            return new Decoded(List.of(), List.of(), List.of());
        }
    }
}
