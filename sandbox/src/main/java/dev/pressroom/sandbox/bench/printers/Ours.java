package dev.pressroom.sandbox.bench.printers;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.NameRule;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.Limits;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.routes.Ports;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterRoutes;
import dev.pressroom.routes.RouteSettings;
import dev.pressroom.sandbox.simulation.NothingHeard;
import dev.pressroom.sandbox.simulation.StagedTickets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Pressroom's routes as the service runs them, over ports in memory. */
final class Ours implements AutoCloseable {

    private static final Limits LIMITS = new Limits(4, Duration.ofSeconds(30));
    private static final Address SOMEBODY = new Address("Ada Example", null, "Street 1", null, "10115", "Berlin", null, "DE", null, null);

    private final Clock clock = Clock.systemUTC();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final PrinterRoutes routes;

    /** @param store the file store: files by their SHA-256 */
    Ours(Path store) throws Exception {
        camel.start();
        RouteSettings settings = new RouteSettings(1, Duration.ofSeconds(10), DataSize.ofMegabytes(1), DataSize.ofMegabytes(8), 6,
                Duration.ofSeconds(30), Duration.ofSeconds(5));
        NothingHeard nothing = new NothingHeard();
        Ports ports = new Ports(nothing, new StagedTickets(clock), store::resolve, nothing, (printer, reference, ticket) -> {
            throw new IllegalStateException("nothing is pulled here");
        }, reference -> reference);
        routes = new PrinterRoutes(camel, ports, settings, clock, new SimpleMeterRegistry());
    }

    /** A printer that is sent what {@code job} makes of the job's number. */
    Contest.Job printer(String id, @Nullable HttpTransport http, @Nullable SftpTransport sftp, @Nullable SqsTransport sqs,
            IntFunction<Send> job) {
        PrinterProfile profile = new PrinterProfile(id, id, "bench", ZoneOffset.UTC, Map.of(), Map.of(), Map.of(), Map.of(), List.of(),
                new Clocks(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)), new NameRule(40, NameRule.Alphabet.ANY), LIMITS,
                http,
                sftp, sqs, Map.of(), "");
        Dialect.Submits dialect = (ticket, context) -> new Step.Ask<>(job.apply(Integer.parseInt(ticket.number())),
                reply -> Step.Done.of(reply instanceof Reply.Answered answered && answered.ok()
                        ? new Outcome.Received()
                        : new Outcome.Unknown(reply.toString())));
        routes.add(new Printer(profile, dialect));
        return number -> {
            JobKey key = new JobKey("B-" + number, 1, 1);
            Ticket ticket = new Ticket(key, key.toString(), String.valueOf(number), ServiceLevel.STANDARD, SOMEBODY, List.of(),
                    clock.instant());
            Outcome outcome = routes.channels().submit(id, ticket, new Dialect.Context(null, clock.instant())).result();
            if (!(outcome instanceof Outcome.Received)) {
                throw new IllegalStateException(id + " did not take job " + number + ": " + outcome);
            }
        };
    }

    @Override
    public void close() {
        routes.close();
        camel.stop();
    }

    static Content.Bytes bytes(String type, byte[] bytes) {
        return new Content.Bytes(type, bytes);
    }
}
