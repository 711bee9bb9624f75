package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Command;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.Submission;
import dev.pressroom.workflows.RecordActivities.Loaded;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of an order in Temporal: its page and what they filter by. */
class OrderPageTest {

    private final FakeWorld world = FakeWorld.golden("A-1");
    private final OrderSummary order = world.order;
    private Instant now = order.placedAt();
    private Snapshot state = Snapshot.NEW;

    @BeforeEach
    void submitted() {
        give(new Input.Heard(world.placed().fact()));
        finish(new StepResult.Chosen(
                List.of(world.assignment("elanders-de", new ItemQuantity("1", 1)))));
        finish(new StepResult.Prepared());
        finish(new Submission(Submission.Kind.ACCEPTED, null, null, null, "P-77"));
    }

    private void give(Input input) {
        state = OrderProcess.on(order, OrderProcess.RULES, state, input, now).next();
    }

    private void finish(StepResult result) {
        Step step = state.outstanding().getFirst();
        give(new Input.Finished(step.id(), result));
    }

    private Loaded loaded(int rules) {
        return new Loaded(order, rules, 1, state);
    }

    private String allowed() {
        return Details.allowed(loaded(OrderProcess.RULES), state, now);
    }

    private List<String> changes(SearchAttributes current, int rules) {
        return Attributes.changes(current, loaded(rules), state, Status.of(state), now).stream().map(SearchAttributeUpdate::getKey)
                .map(key -> key.getName()).toList();
    }

    @Test
    void listsExactlyTheCommandsThatAreTaken() {
        assertThat(allowed()).isEqualTo("`cancel`, `changeAddress`, `reroute`, `resolve` as DELIVERED");
        give(new Input.Asked(new Command.Cancel("c")));
        finish(new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        assertThat(allowed()).isEqualTo(
                "`changeAddress`, `resolve` as DELIVERED, `resolve` as AT_PRINTER, `resolve` as NOT_AT_PRINTER");
        give(new Input.Asked(new Command.Resolve("r", 1, Command.Resolve.How.NOT_AT_PRINTER)));
        assertThat(allowed()).isEqualTo("nothing, it is cancelled");
    }

    @Test
    void thePrinterAndItsIdAreShownAlsoWhenTheStageStays() {
        SearchAttributes shown = SearchAttributes.newBuilder(Attributes.atStart(order, "WITH_PRINTER", "none"))
                .set(Attributes.PRINTER, List.of("prodigi-uk")).set(Attributes.EXTERNAL_JOB, List.of("P-77"))
                .set(Attributes.DUE_AT, now.plusSeconds(60).atOffset(ZoneOffset.UTC)).build();
        assertThat(changes(shown, OrderProcess.RULES)).contains("PrinterId", "ExternalJobId", "DueAt");
        assertThat(changes(shown, 3)).as("open orders go on as they did").isEmpty();
    }

    @Test
    void aDeadlineThatMovedBackIsShownOnceTheOldOnePassed() {
        SearchAttributes shown = SearchAttributes.newBuilder(Attributes.atStart(order, "WITH_PRINTER", "none"))
                .set(Attributes.PRINTER, List.of("elanders-de")).set(Attributes.EXTERNAL_JOB, List.of("P-77"))
                .set(Attributes.DUE_AT, now.plusSeconds(60).atOffset(ZoneOffset.UTC)).build();
        assertThat(changes(shown, OrderProcess.RULES)).isEmpty();
        now = now.plus(Duration.ofSeconds(60));
        assertThat(changes(shown, OrderProcess.RULES)).contains("DueAt");
        assertThat(changes(shown, 3)).isEmpty();
    }
}
