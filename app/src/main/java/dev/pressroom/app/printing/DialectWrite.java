package dev.pressroom.app.printing;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Body;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./pressroom dialect write}: what a printer would be sent for an order, as files; nothing is sent. */
@Command(name = "write", mixinStandardHelpOptions = true, sortOptions = false, description = "Writes what a printer would be sent for an order: each file, request and message as a file in DIR, and what they are as JSON. Sends nothing.")
final class DialectWrite implements Callable<Integer> {

    @Mixin
    ConfigFolder config = new ConfigFolder();

    @Parameters(index = "0", paramLabel = "NAME", description = "A printer of the configuration, or a dialect.")
    String name = "";

    @Parameters(index = "1", paramLabel = "ORDER.json", description = "An order as POST /v1/orders takes it; its items may name print-ready files under 'artwork'.")
    Path order = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go; made when it is not there.")
    Path out = Path.of("");

    @Option(names = "--job", paramLabel = "N", description = "Number of the print job in the order (default: ${DEFAULT-VALUE}).")
    int job = 1;

    @Option(names = "--attempt", paramLabel = "N", description = "Number of the attempt (default: ${DEFAULT-VALUE}).")
    int attempt = 1;

    @Option(names = "--at", paramLabel = "TIME", description = "When the attempt began, ISO 8601 (default: now). The same time gives the same bytes.")
    @Nullable
    Instant at;

    @Override
    public Integer call() throws IOException {
        PrinterProfile profile = config.profile(name);
        OrderFile read = OrderFile.read(order, profile);
        if (!read.problems().isEmpty()) {
            read.problems().forEach(System.err::println);
            return 1;
        }
        if (!(Dialects.of(profile) instanceof Dialect.Submits dialect)) {
            System.err.println(name + " takes no jobs: route to another printer");
            return 1;
        }
        Instant now = at == null ? Clock.systemUTC().instant() : at;
        Ticket ticket = SampleTicket.of(profile, new JobKey(read.orderId(), job, attempt), read.service(), read.shipTo(), read.lines(),
                now);
        Step<?> step = dialect.submit(ticket, new Dialect.Context(SampleTicket.CALLBACK, now));
        Files.createDirectories(out);
        ObjectNode told = Understood.JSON.createObjectNode().put("job", ticket.key().toString());
        ArrayNode refs = told.putArray("references");
        dialect.references(ticket).stream().sorted().forEach(ref -> refs.add(ref.toString()));
        Object result = written(step, told.putArray("sends"), profile);
        if (result == null) {
            told.put("then", "what the printer answers decides");
        } else {
            told.set("then", Understood.result(result, Set.of()));
        }
        System.out.println(told);
        return result instanceof Outcome.Rejected ? 1 : 0;
    }

    /** Follows the steps as far as their replies are known beforehand; null when the printer's answer decides how it goes on. */
    private @Nullable Object written(Step<?> first, ArrayNode sends, PrinterProfile profile) throws IOException {
        Step<?> step = first;
        while (step instanceof Step.Ask<?>(Send send, var then)) {
            int number = sends.size() + 1;
            ObjectNode json = sends.addObject().put("send", Understood.asked(send));
            switch (send) {
                case Send.HttpCall call -> {
                    http(number, call, json, profile);
                    if (call.repeat() != Send.Repeat.SAFE) {
                        return null;
                    }
                    // The look-up before a create, answered with "not there".
                    step = then.apply(new Reply.Answered(404, Map.of(), new byte[0]));
                    continue;
                }
                case Send.FileDrop drop -> {
                    ArrayNode artwork = json.putArray("artwork");
                    drop.artwork().forEach(file -> artwork.addObject().put("name", file.name()).put("bytes", file.content().size()));
                    write(drop.folder() + "/" + drop.ticket().name(), drop.ticket().content(), json);
                }
                case Send.QueueMessage message -> {
                    json.put("group", message.group()).put("deduplicationId", message.deduplicationId());
                    write(number + "-" + message.queue() + ".txt", text(message.body()), json);
                }
                case Send.Offer offer -> write(number + "-offer-" + offer.reference() + extension(offer.ticket()), offer.ticket(), json);
            }
            step = then.apply(Reply.Answered.taken());
        }
        return step instanceof Step.Done<?> done ? done.result() : null;
    }

    private void http(int number, Send.HttpCall call, ObjectNode json, PrinterProfile profile) throws IOException {
        StringBuilder head = new StringBuilder(call.method() + " " + call.path() + " HTTP/1.1\r\n");
        if (profile.http() != null) {
            String base = call.base() == null ? profile.http().baseUrl() : call.base();
            String host = base.replaceFirst("^https?://", "").replaceFirst("/.*", "");
            head.append("Host: ").append(host.isEmpty() ? "printer.example" : host).append("\r\n");
            // As references: what they stand for belongs to the channel.
            if (profile.http().signing() != null) {
                String stamp = at == null ? "NOW" : at.toString();
                head.append("x-oneflow-date: ").append(stamp).append("\r\nx-oneflow-algorithm: SHA256\r\nx-oneflow-authorization: ")
                        .append(profile.http().signing().token()).append(":HMAC-SHA256(").append(call.method()).append(' ')
                        .append(call.path().replaceFirst("\\?.*", "")).append(' ').append(stamp).append(")\r\n");
            }
            profile.http().auth().forEach((header, reference) -> head.append(header).append(": ").append(reference).append("\r\n"));
        }
        call.headers().forEach((header, value) -> head.append(header).append(": ").append(value).append("\r\n"));
        String name = number + "-" + call.method();
        String shown = "";
        switch (call.body()) {
            case Content.Bytes bytes -> {
                head.append("Content-Type: ").append(bytes.contentType()).append("\r\nContent-Length: ").append(bytes.size())
                        .append("\r\n");
                write(name + extension(bytes), bytes, json);
                shown = new String(bytes.bytes(), StandardCharsets.UTF_8);
            }
            case Body.Multipart(List<Body.Part> parts) -> {
                head.append("Content-Type: multipart/form-data\r\n");
                for (Body.Part part : parts) {
                    if (part.content() instanceof Content.Bytes bytes) {
                        write(name + "-" + part.name() + extension(bytes), bytes, json);
                    }
                }
            }
            case Content.StoredFile file -> head.append("Content-Type: ").append(file.contentType()).append("\r\n");
            case null -> {
                // Nothing to show.
            }
        }
        json.put("repeat", call.repeat().name());
        write(name + ".http", text(head + "\r\n" + shown), json);
    }

    private static Content.Bytes text(String text) {
        return new Content.Bytes("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String extension(Content.Bytes content) {
        return content.contentType().contains("json") ? ".json" : content.contentType().contains("xml") ? ".xml" : ".txt";
    }

    private void write(String name, Content content, ObjectNode json) throws IOException {
        if (!(content instanceof Content.Bytes(String _, byte[] bytes))) {
            return;
        }
        Path file = out.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, bytes);
        json.withArray("files").add(file.toString());
    }
}
