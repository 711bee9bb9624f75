package dev.pressroom.workflows;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Announcement;
import dev.pressroom.orders.process.Attempt;
import dev.pressroom.orders.process.Attention;
import dev.pressroom.orders.process.Decision.Line;
import dev.pressroom.orders.process.Job;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What operators read on the workflow's page: what it waits for, until when, who has it, what may be done. */
public final class Details {

    private Details() {}

    /** One line for the list of workflows. */
    public static String summary(OrderSummary order) {
        int pieces = order.items().stream().mapToInt(OrderSummary.OrderedItem::quantity).sum();
        return "Order %s · %d item%s, %d piece%s · %s · %s".formatted(order.orderId(), order.items().size(),
                order.items().size() == 1 ? "" : "s", pieces, pieces == 1 ? "" : "s", order.country(),
                order.service().name().toLowerCase(Locale.ROOT));
    }

    /** Markdown. */
    static String markdown(OrderSummary order, Snapshot state, Status status, @Nullable String lastProblem, Map<Integer, String> choices) {
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
        text.append("\nAllowed: ").append(allowed(state, status)).append(" · order ").append(order.orderId()).append('\n');
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

    /** The commands that are not refused now, as far as that can be told without trying. */
    static String allowed(Snapshot state, Status status) {
        if (status.stage() == Status.Stage.CANCELLED && status.attention() == null) {
            return "nothing, it is cancelled";
        }
        List<String> commands = new ArrayList<>();
        List<Status.Stage> jobs = state.jobs().stream().map(job -> Status.stage(state, job)).toList();
        boolean shipped = jobs.stream().anyMatch(job -> job.compareTo(Status.Stage.PARTLY_SHIPPED) >= 0
                && job.compareTo(Status.Stage.DELIVERED) <= 0);
        boolean open = jobs.stream().anyMatch(job -> job.compareTo(Status.Stage.PARTLY_SHIPPED) < 0);
        if (open || (jobs.isEmpty() && !status.closed())) {
            commands.add(shipped ? "`cancel` of a job" : "`cancel`");
            if (!shipped) {
                commands.addAll(List.of("`changeAddress`", state.hold() == null ? "`hold`" : "`release`"));
            }
            if (open) {
                commands.add("`reroute`");
            }
        }
        if (shipped) {
            commands.add("`reprint`");
        }
        if (status.attention() != null) {
            commands.addAll(List.of("`retry`", "`resolve`"));
        }
        return commands.isEmpty() ? "nothing now" : String.join(", ", commands);
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
