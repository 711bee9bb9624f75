package dev.pressroom.app.printing;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./pressroom dialect read}: one JSON object on one line for each file; exit 1 when something in a file could not be read. */
@Command(name = "read", mixinStandardHelpOptions = true, sortOptions = false, description = "Tells as JSON, one line per file, what Pressroom understands of messages from a printer. Exit 1 when a part of any could not be read.")
final class DialectRead implements Callable<Integer> {

    enum Kind {
        status, reply
    }

    enum Verb {
        submit, lookup, cancel, readdress
    }

    @Mixin
    ConfigFolder config = new ConfigFolder();

    @Parameters(index = "0", paramLabel = "NAME", description = "A printer of the configuration, or a dialect.")
    String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Messages as the printer sends them; for --kind reply also whole HTTP responses (curl -i).")
    List<Path> files = List.of();

    @Option(names = "--kind", required = true, description = "status: what a printer tells; reply: what it answers to a call of ours.")
    Kind kind = Kind.status;

    @Option(names = "--channel", description = "How a status came: webhook, poll, sftp, sqs (default: as printers of the dialect send).")
    @Nullable
    String channel;

    @Option(names = "--verb", description = "What a reply answers: ${COMPLETION-CANDIDATES} (default: the first of them for which it decides something).")
    @Nullable
    Verb verb;

    @Option(names = "--status", paramLabel = "CODE", description = "The HTTP status of a reply whose file holds only the body (default: ${DEFAULT-VALUE}).")
    int status = 200;

    @Option(names = "--key", paramLabel = "KEY", description = "Our reference in a reply (default: the one that it names).")
    @Nullable
    String key;

    @Option(names = "--received", paramLabel = "TIME", description = "When it was received, ISO 8601 (default: now).")
    @Nullable
    Instant received;

    @Override
    public Integer call() throws IOException {
        PrinterProfile profile = config.profile(name);
        Dialect dialect = Dialects.of(profile);
        Instant at = received == null ? Clock.systemUTC().instant() : received;
        boolean good = true;
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new IllegalArgumentException(file + " is a folder; name the files in it");
            }
            byte[] body = Files.readAllBytes(file);
            ObjectNode json = switch (kind) {
                case status -> status(profile, dialect, file, body, at);
                case reply -> reply(profile, dialect, file, body, at);
            };
            good &= json.path("unreadable").isEmpty();
            System.out.println(json);
        }
        return good ? 0 : 1;
    }

    /** How printers of this transport tell their statuses. */
    static String channel(PrinterProfile profile) {
        return profile.sftp() != null ? "sftp" : profile.sqs() != null ? "sqs" : "webhook";
    }

    private ObjectNode status(PrinterProfile profile, Dialect dialect, Path file, byte[] body, Instant at) {
        if (!(dialect instanceof Dialect.Reads reads)) {
            throw new IllegalArgumentException(name + " is not expected to say anything");
        }
        String fileName = String.valueOf(file.getFileName());
        String how = channel != null ? channel : channel(profile);
        Decoded decoded = reads.read(new Inbound(fileName, how, Map.of("file-name", fileName), body, at));
        // A hint is believed only when the printer says the same when it is asked.
        Decoded reread = decoded.hints().isEmpty() ? null : reads.read(new Inbound(fileName, "poll", Map.of(), body, at));
        boolean only = channel == null && decoded.facts().isEmpty() && decoded.hints().isEmpty() && how.equals("webhook");
        Decoded polled = only ? reads.read(new Inbound(fileName, "poll", Map.of(), body, at)) : decoded;
        return Understood.message(file.toString(),
                only && (polled.unreadable().isEmpty() || !polled.facts().isEmpty()) ? polled : decoded, reread);
    }

    private ObjectNode reply(PrinterProfile profile, Dialect dialect, Path file, byte[] body, Instant at) {
        Reply.Answered answered = SampleReply.read(body, status);
        Decoded told = dialect instanceof Dialect.Reads reads
                ? reads.read(new Inbound(file.toString(), "poll", Map.of(), answered.body(), at))
                : new Decoded(List.of(), List.of(), List.of());
        String named = key != null
                ? key
                : told.facts().stream().flatMap(heard -> heard.fact().about().stream()).filter(ref -> ref.kind() == Ref.Kind.KEY)
                        .map(Ref::value).findFirst().orElse(SampleTicket.KEY.toString());
        Set<Ref> refs = Set.of(new Ref(Ref.Kind.KEY, named), new Ref(Ref.Kind.ORDER, "order-of-the-sample"));
        ObjectNode understood = (verb == null ? Stream.of(Verb.values()) : Stream.of(verb))
                .flatMap(each -> answered(each, asked(each, profile, dialect, refs, at), answered).stream())
                .reduce((first, next) -> undecided(first) && !undecided(next) ? next : first)
                .orElseThrow(() -> new IllegalArgumentException(verb == null
                        ? name + " answers nothing at once; what it tells later is read with --kind status"
                        : name + " has no verb " + verb + " that is answered at once"));
        ObjectNode json = Understood.JSON.createObjectNode().put("file", file.toString()).put("kind", "reply");
        json.setAll(understood);
        Understood.facts(json.putArray("facts"), told);
        return json;
    }

    private static @Nullable Step<?> asked(Verb verb, PrinterProfile profile, Dialect dialect, Set<Ref> refs, Instant at) {
        Dialect.Context context = new Dialect.Context(SampleTicket.CALLBACK, at);
        return switch (verb) {
            case submit -> dialect instanceof Dialect.Submits it ? it.submit(SampleTicket.of(profile, at), context) : null;
            case lookup -> dialect instanceof Dialect.LooksUp it ? it.lookUp(refs) : null;
            case cancel -> dialect instanceof Dialect.Cancels it ? it.cancel(refs, List.of(), context) : null;
            case readdress -> dialect instanceof Dialect.Readdresses it ? it.readdress(refs, SampleTicket.ADDRESS) : null;
        };
    }

    private static boolean undecided(ObjectNode understood) {
        return Set.of("Unknown", "Undecided", "Deferred", "AsksFurther").contains(understood.path("result").asString());
    }

    /** Empty when there is no such verb, or none that HTTP answers. */
    private static <R> Optional<ObjectNode> answered(Verb verb, @Nullable Step<R> first, Reply.Answered answered) {
        Step<R> step = first;
        // A look-up before a create found nothing: the reply in the file is the create's.
        while (verb == Verb.submit && step instanceof Step.Ask<R>(Send.HttpCall call, var then) && call.repeat() == Send.Repeat.SAFE) {
            step = then.apply(new Reply.Answered(404, Map.of(), new byte[0]));
        }
        if (step instanceof Step.Ask<R>(Send.HttpCall _, var then)) {
            step = then.apply(answered);
        } else if (step == null || step instanceof Step.Ask<R>) {
            return Optional.empty();
        }
        ObjectNode json = Understood.JSON.createObjectNode().put("verb", verb.name());
        json.setAll(switch (step) {
            case Step.Done<R>(var result, var learned) -> Understood.result(result, learned);
            case Step.Ask<R> more -> Understood.JSON.createObjectNode().put("result", "AsksFurther").put("asks",
                    Understood.asked(more.send()));
        });
        return Optional.of(json);
    }
}
