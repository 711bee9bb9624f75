package dev.pressroom.workflows;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Announcement;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Attempt;
import dev.pressroom.orders.process.Attention;
import dev.pressroom.orders.process.Command;
import dev.pressroom.orders.process.Decision.Line;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.Job;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.workflows.RecordActivities.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators read on the workflow's page: what it waits for, until when, who has it, what may be done. */
public final class Details {

    /** Id of the commands that are tried. */
    private static final String TRIED = "tried";

    private Details() {}

    /** One line for the list of workflows. */
    public static String summary(OrderSummary order) {
        int pieces = order.items().stream().mapToInt(OrderSummary.OrderedItem::quantity).sum();
        return "Order %s · %d item%s, %d piece%s · %s · %s".formatted(order.orderId(), order.items().size(),
                order.items().size() == 1 ? "" : "s", pieces, pieces == 1 ? "" : "s", order.country(),
                order.service().name().toLowerCase(Locale.ROOT));
    }

    /** Markdown. */
    static String markdown(Loaded loaded, Snapshot state, Status status, @Nullable String lastProblem, Map<Integer, String> choices,
            Instant now) {
        OrderSummary order = loaded.order();
        StringBuilder text = new StringBuilder(400);
        text.append("### ").append(status.stage()).append('\n');
        text.append("Waiting for **").append(status.waitingFor()).append("**");
        if (status.until() != null) {
            text.append(" until **").append(seconds(status.until())).append("**, then Pressroom looks again");
        }
        text.append('\n');
        Attention attention = status.attention();
        if (attention != null) {
            text.append("\n**Attention ").append(attention.code()).append("**: ").append(attention.code().what()).append(" (")
                    .append(attention.about()).append(")  \n**Next step:** ").append(attention.code().nextStep()).append('\n');
        }
        if (state.told() != null && !status.closed()) {
            text.append("\nPromised by **").append(state.told().latest().toString(), 0, 10).append("**: ")
                    .append(String.join("; ", state.told().reasons())).append('\n');
        }
        for (Job job : state.jobs()) {
            Attempt attempt = job.attempt();
            String parcels = job.attempts().stream().flatMap(a -> a.report().shipments().values().stream())
                    .map(shipment -> shipment.parcel() == null ? shipment.shipment() + " (not tracked)" : shipment.parcel())
                    .reduce((a, b) -> a + ", " + b).orElse("none yet");
            // Lines, since the UI shows a table's cells without any space between them.
            text.append("\n**Job ").append(job.number()).append("** at **").append(attempt.printer()).append("**: ")
                    .append(Status.stage(state, job)).append("  \nattempt ").append(attempt.number()).append(' ')
                    .append(attempt.placement().name().toLowerCase(Locale.ROOT)).append(' ').append(seconds(attempt.since()));
            if (attempt.printerJob() != null) {
                text.append(", their id `").append(attempt.printerJob()).append('`');
            }
            if (job.address() != 0) {
                text.append("; its printer took version ").append(job.address()).append(" of the address, others did not");
            }
            text.append("  \nparcels: ").append(parcels);
            String choice = choices.get(job.number());
            text.append(choice == null ? "\n" : "  \nwhy there: " + choice + '\n');
        }
        if (lastProblem != null) {
            text.append("\nLast problem: ").append(lastProblem).append('\n');
        }
        String notices = Announcement.of(state, order.placedAt()).stream().map(notice -> notice.type().written()).distinct()
                .collect(Collectors.joining(", "));
        text.append("\nThe shop is told: ").append(notices.isEmpty() ? "nothing yet" : notices).append('\n');
        text.append("\nAllowed: ").append(allowed(loaded, state, now)).append(" · order ").append(order.orderId()).append('\n');
        return text.toString();
    }

    static String newerRules(int rules) {
        return "### WAITING\nWaiting for **" + release(rules) + "**, this one knows rules 1 to " + OrderProcess.RULES
                + "\n\n**Next step:** deploy the newer release on all workers; nothing is lost meanwhile, and commands are refused.\n";
    }

    static String release(int rules) {
        return rules == RecordActivities.Loaded.UNREADABLE
                ? "a release that can read the order's snapshot"
                : "a release that knows rules " + rules;
    }

    /** The commands that would not be refused now, found by trying each: a decision changes nothing by itself. */
    static String allowed(Loaded order, Snapshot state, Instant now) {
        if (state.cancelled() && Status.of(state).attention() == null) {
            return "nothing, it is cancelled";
        }
        Predicate<Command> taken = command -> {
            Answer answer = OrderProcess.on(order.order(), order.rules(), state, new Input.Asked(command), now).answers().get(TRIED);
            return answer == null || answer.kind() != Answer.Kind.REFUSED;
        };
        List<String> commands = new ArrayList<>();
        if (taken.test(new Command.Cancel(TRIED))) {
            commands.add("`cancel`");
        } else {
            ofJobs(commands, "`cancel`", true, state, job -> !job.cancelled() && taken.test(new Command.Cancel(TRIED, job.number())));
        }
        Stream.of(new Command.ChangeAddress(TRIED, Integer.MAX_VALUE), new Command.Hold(TRIED), new Command.Release(TRIED),
                new Command.Retry(TRIED, 0)).filter(taken).forEach(command -> commands.add("`" + OrderWorkflow.update(command) + "`"));
        ofJobs(commands, "`reroute`", false, state, job -> taken.test(new Command.Reroute(TRIED, job.number(), null)));
        ofJobs(commands, "`reprint`", false, state,
                job -> taken.test(new Command.Reprint(TRIED, job.number(), Command.Reprint.Why.OTHER, List.of(), null)));
        for (Command.Resolve.How how : Command.Resolve.How.values()) {
            ofJobs(commands, "`resolve` as " + how, false, state, job -> taken.test(new Command.Resolve(TRIED, job.number(), how)));
        }
        return commands.isEmpty() ? "nothing now" : String.join(", ", commands);
    }

    private static void ofJobs(List<String> commands, String command, boolean named, Snapshot state, Predicate<Job> taken) {
        List<String> jobs = state.jobs().stream().filter(taken).map(job -> String.valueOf(job.number())).toList();
        if (!jobs.isEmpty()) {
            commands.add(command + (named || jobs.size() < state.jobs().size() ? " of job " + String.join(" and ", jobs) : ""));
        }
    }

    /** What went wrong, if the line tells of something that did. */
    static @Nullable String problem(Line line) {
        return switch (line.kind()) {
            case "SUBMIT_REJECTED", "SUBMIT_DEFERRED", "SUBMIT_UNKNOWN", "OVERDUE", "JOB_REJECTED", "JOB_FAILED", "JOB_HELD",
                    "ARTWORK_NOT_FETCHED", "ARTWORK_REFUSED", "ARTWORK_UNAVAILABLE", "NO_PRINTER", "CANCEL_REFUSED", "NO_OTHER_PRINTER",
                    "STAYS", "REROUTED", "READDRESS_REFUSED", "PROMISE_CHANGED", "STRAY" ->
                line.says() + ", "
                        + seconds(line.occurredAt());
            default -> null;
        };
    }

    /** Why the line's job went where it goes; null when it tells of something else. */
    static @Nullable String choice(Line line) {
        int since = line.says().indexOf(", since ");
        return line.job() == null || since < 0 || !(line.kind().equals("JOB_PLANNED") || line.kind().equals("REROUTED"))
                ? null
                : line.says().substring(since + ", since ".length());
    }

    static String timer(Status status, Duration wait) {
        return status.waitingFor() + ", at the latest in " + wait.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
