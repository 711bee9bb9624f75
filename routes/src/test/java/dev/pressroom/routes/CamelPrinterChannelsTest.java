package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The printer here pulls its tickets, so that every send is answered without a server. */
class CamelPrinterChannelsTest {

    private static final PrinterProfile PROFILE = Profiles.http("pulls", "http://nowhere.invalid", Map.of(), 1, Profiles.LIMIT);
    private static final Ref HINT = new Ref(Ref.Kind.ORDER, "ord_1");

    @AutoClose
    private final Bench bench;

    CamelPrinterChannelsTest() throws Exception {
        bench = new Bench();
    }

    private static Send offer(int number) {
        return new Send.Offer("ticket-" + number, Scripted.text("<Order/>"));
    }

    private static <R> Step<R> ask(int times, Step.Done<R> done) {
        return times == 0 ? done : new Step.Ask<>(offer(times), reply -> ask(times - 1, done));
    }

    @Test
    void takesAsManyStepsAsTheDialectAsksAndGivesWhatItLearned() {
        Step.Done<Outcome> done = new Step.Done<>(new Outcome.Accepted(), Set.of(HINT));
        bench.add(PROFILE, (Dialect.Submits) (ticket, context) -> ask(3, done));

        assertThat(bench.routes.channels().submit("pulls", Scripted.ticket(), Scripted.CONTEXT)).isEqualTo(done);

        assertThat(bench.offered).containsOnlyKeys("pulls/ticket-1", "pulls/ticket-2", "pulls/ticket-3");
    }

    @Test
    void aDialectThatNeverEndsIsStopped() {
        AtomicInteger asked = new AtomicInteger();
        class Endless implements Dialect.Submits {
            @Override
            public Step<Outcome> submit(Ticket ticket, Context context) {
                return new Step.Ask<>(offer(asked.incrementAndGet()), reply -> submit(ticket, context));
            }
        }
        bench.add(PROFILE, new Endless());

        assertThat(bench.submit("pulls")).isInstanceOfSatisfying(Outcome.Unknown.class,
                unknown -> assertThat(unknown.evidence()).contains("more than 20 times"));
        assertThat(bench.offered).hasSize(20);
    }

    @Test
    void verbsThatThePrinterDoesNotHaveAreRefusedCleanly() {
        bench.add(PROFILE, new Dialect() {
        });
        PrinterChannels channels = bench.routes.channels();

        assertThat(bench.submit("pulls")).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.fault()).isEqualTo(Fault.OURS));
        assertThat(channels.lookUp("pulls", Scripted.KEY, Set.of()).result()).isInstanceOf(Found.Undecided.class);
        assertThat(channels.cancel("pulls", Set.of(), List.of(), Scripted.CONTEXT).result()).isEqualTo(new Change.NotOffered());
        assertThat(channels.reread("pulls", HINT)).isTrue();
    }

    @Test
    void aPrinterThatIsNotConfiguredHereIsAnError() {
        bench.add(PROFILE, new Dialect() {
        });

        assertThatThrownBy(() -> bench.submit("other")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'other'")
                .hasMessageContaining("[pulls]");
    }

    @Test
    void asksThePrinterWhereItsDialectCan() {
        Found found = new Found.AtPrinter(new Outcome.Accepted());
        bench.add(PROFILE, (Dialect.LooksUp) refs -> ask(1, new Step.Done<>(found, refs)));

        assertThat(bench.routes.channels().lookUp("pulls", Scripted.KEY, Set.of(HINT))).isEqualTo(new Step.Done<>(found, Set.of(HINT)));
    }

    @Test
    void takesInWhatAHintNames() {
        Inbound message = new Inbound("ord_1@7", "poll", Map.of(), new byte[]{1}, Instant.EPOCH);
        bench.add(PROFILE, rereads(ask(1, Step.Done.of(new Dialect.Page(List.of(message), null, false, null)))));

        assertThat(bench.routes.channels().reread("pulls", HINT)).isTrue();

        assertThat(bench.inbox.taken).containsExactly("pulls/poll/ord_1@7");
    }

    @Test
    void tellsThatAPrinterCouldNotBeAskedForAHint() {
        bench.add(PROFILE, rereads(new Step.Ask<>(Scripted.get("/orders/ord_1"),
                reply -> Step.Done.of(Dialect.Page.notAsked(null, reply.toString())))));

        assertThat(bench.routes.channels().reread("pulls", HINT)).isFalse();
    }

    private static Dialect rereads(Step<Dialect.Page> step) {
        return new Dialect.Reads() {
            @Override
            public Decoded read(Inbound message) {
                throw new AssertionError("the inbox reads");
            }

            @Override
            public Step<Dialect.Page> reread(Ref hint, Instant now) {
                return step;
            }
        };
    }
}
