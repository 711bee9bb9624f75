package dev.pressroom.printers.elanders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.XmlFixture;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropCancelTest {

    private static final Set<Ref> REFS = Set.of(new Ref(Ref.Kind.KEY, "A-1234-1-a1"), new Ref(Ref.Kind.FILE, "A-1234-1-a1_20261121100000"));
    private static final Set<Ref> REQUEST = Set.of(new Ref(Ref.Kind.REQUEST, "CANCEL-A-1234-1-a1_20261121100000"));

    private final Elanders elanders = new Elanders(Samples.profile("elanders-de"));
    private final Context context = new Context(null, Samples.NOW);

    @Test
    void dropsACommand() {
        FileDrop drop = Samples.sent(step(), FileDrop.class);
        assertThat(drop.folder()).isEqualTo("command");
        assertThat(drop.artwork()).isEmpty();
        assertThat(drop.ticket().name()).isEqualTo("CANCEL-A-1234-1-a1_20261121100000.xml");
        assertThat(XmlFixture.of(((Content.Bytes) drop.ticket().content()).bytes())
                .sameAs(XmlFixture.of(Samples.fixture("elanders/cancel-whole-job.xml")))).isTrue();
    }

    @Test
    void learnsTheRequestByWhichTheAnswerComes() {
        assertThat(Samples.done(step(), Reply.Answered.taken())).isEqualTo(new Done<>(new Change.Asked(), REQUEST));
        assertThat(Samples.done(step(), new Reply.Broke("reset"))).isEqualTo(new Done<>(new Change.Undecided("reset"), REQUEST));
        assertThat(Samples.done(step(), new Reply.NotSent("full"))).isEqualTo(Done.of(new Change.Undecided("full")));
    }

    @Test
    void asksForAPortionOfAnItem() {
        Step<Change> step = elanders.cancel(REFS, List.of(new ItemQuantity("1", 1), ItemQuantity.allOf("2")), context);
        XmlFixture xml = XmlFixture.of(((Content.Bytes) Samples.sent(step, FileDrop.class).ticket().content()).bytes());
        assertThat(xml.at("/root/message[1]/@order_item_reference_client")).isEqualTo("1");
        assertThat(xml.at("/root/message[1]/@quantity")).isEqualTo("1");
        assertThat(xml.at("/root/message[2]/@quantity")).isEmpty();
        assertThat(Samples.done(step, Reply.Answered.taken()).learned()).hasSize(3)
                .contains(new Ref(Ref.Kind.REQUEST, "CANCEL-A-1234-1-a1_20261121100000-2"));
    }

    @Test
    void asksForNothingWithoutAKey() {
        assertThat(Samples.result(elanders.cancel(Set.of(), List.of(), context))).isInstanceOf(Change.Undecided.class);
    }

    private Step<Change> step() {
        return elanders.cancel(REFS, List.of(), context);
    }
}
