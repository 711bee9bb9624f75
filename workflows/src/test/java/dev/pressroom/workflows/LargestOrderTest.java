package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Decision;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.workflows.RecordActivities.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * An order of a hundred items that leaves in a hundred parcels, each fact in a wake-up of its own. Temporal warns of a payload of 256 KiB and
 * of a history of 10 MiB, and refuses at 2 MiB and at 50 MiB (docs.temporal.io/self-hosted-guide/defaults).
 */
class LargestOrderTest {

    private static final int WARNED_PAYLOAD = 256 * 1024;
    private static final int WARNED_HISTORY = 10 * 1024 * 1024;
    private static final int ITEMS = 100;
    private static final JobKey A1 = new JobKey("A-1", 1, 1);
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    private final OrderSummary order = new OrderSummary("A-1", "shop", ServiceLevel.STANDARD, "DE",
            IntStream.rangeClosed(1, ITEMS).mapToObj(n -> new OrderSummary.OrderedItem("item-of-the-shop-" + n, "PRINT-10X15", 3)).toList(),
            NOW);
    private final List<Integer> sizes = new ArrayList<>();
    private Snapshot state = Snapshot.NEW;
    private Instant now = NOW;

    private void give(Input input) {
        now = now.plusSeconds(1);
        Decision decision = OrderProcess.on(order, OrderProcess.RULES, state, input, now);
        state = decision.next();
        Recording recording = new Recording("A-1", "0192f0c4-0000-7000-8000-000000000000", sizes.size() + 1, state, decision.lines(),
                List.of(1L), decision.answers());
        sizes.add(OrderJson.write(recording).getBytes(StandardCharsets.UTF_8).length);
    }

    private void finish(StepResult result) {
        Step step = state.outstanding().getFirst();
        give(new Input.Finished(step.id(), result));
    }

    private Told told(String key) {
        return new Told("elanders-de", key, now, null, null, now);
    }

    @Test
    void staysBelowWhatTemporalWarnsOf() {
        List<ItemQuantity> all = order.items().stream().map(item -> new ItemQuantity(item.itemId(), item.quantity())).toList();
        give(new Input.Heard(new Fact.OrderPlaced(told("placed"))));
        finish(new StepResult.Chosen(List.of(new StepResult.Assignment("elanders-de", all,
                new Clocks(Duration.ofHours(4), Duration.ofDays(3), Duration.ofDays(7))))));
        finish(new StepResult.Prepared());
        finish(new StepResult.Submission(StepResult.Submission.Kind.ACCEPTED, null, null, null, "P-77"));
        for (ItemQuantity item : all) {
            String number = "0091" + item.item();
            give(new Input.Heard(
                    new Fact.PrinterFact(told("printed-" + number), new TreeSet<>(List.of(new Ref(Ref.Kind.ORDER, "P-77"))), A1,
                            List.of(item), new PrinterEvent.JobPrinted())));
            give(new Input.Heard(
                    new Fact.PrinterFact(told("shipped-" + number), new TreeSet<>(List.of(new Ref(Ref.Kind.ORDER, "P-77"))), A1,
                            List.of(item), new PrinterEvent.ItemsShipped(number, "dpd", "DPD Germany", number))));
        }
        all.forEach(item -> give(new Input.Heard(
                new Fact.ParcelFact(told("scan-" + item.item()), "dpd", "0091" + item.item(), new ParcelEvent.ParcelDelivered("13")))));

        assertThat(Status.of(state).stage()).isEqualTo(Status.Stage.DELIVERED);
        assertThat(sizes).hasSizeGreaterThan(3 * ITEMS).allMatch(size -> size < WARNED_PAYLOAD);
        // Each recording is in the history once, as the marker of its local activity.
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isLessThan(WARNED_HISTORY);
    }
}
