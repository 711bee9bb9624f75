package dev.pressroom.printers.elanders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.XmlFixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DropOrderTest {

    private final PrinterProfile profile = Samples.profile("elanders-de");
    private final Elanders elanders = new Elanders(profile);
    private final Context context = new Context(null, Samples.NOW);

    @Test
    void dropsTheArtworkAndThenTheTicket() {
        FileDrop drop = Samples.sent(submit(Samples.PLAIN), FileDrop.class);

        assertThat(drop.folder()).isEqualTo("submit");
        assertThat(drop.artwork()).containsExactly(
                new DropFile("A-1234-1-a1-1-1.pdf", new Content.StoredFile("application/pdf", "a".repeat(64), 256_689_704L)),
                new DropFile("A-1234-1-a1-2-1.pdf", new Content.StoredFile("application/pdf", "b".repeat(64), 4_711_000L)));
        assertThat(drop.ticket().name()).isEqualTo("A-1234-1-a1_20261121100000.xml");
        assertThat(XmlFixture.of(xml(drop)).sameAs(XmlFixture.of(Samples.fixture("elanders/submit-book-and-print.xml")))).isTrue();
    }

    @Test
    void writesAbsentValuesAsSelfClosedElementsAndNoDoctype() {
        String xml = new String(xml(Samples.sent(submit(Samples.PLAIN), FileDrop.class)), StandardCharsets.UTF_8);
        assertThat(xml).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").contains("<company/>").contains("pages=\"26\"/>")
                .doesNotContain("DOCTYPE");
    }

    @Test
    void writesTheSameNamesAndBytesWhenTheAttemptIsRepeated() {
        FileDrop first = Samples.sent(submit(Samples.PLAIN), FileDrop.class);
        FileDrop second = Samples.sent(
                elanders.submit(Samples.bookAndPrint(profile, Samples.PLAIN), new Context(null, Samples.NOW.plusSeconds(999))),
                FileDrop.class);
        assertThat(second.ticket().name()).isEqualTo(first.ticket().name());
        assertThat(xml(second)).isEqualTo(xml(first));
    }

    @Test
    void carriesHardNamesUnharmed() {
        for (String name : Samples.HARD_NAMES) {
            XmlFixture xml = XmlFixture.of(xml(Samples.sent(submit(Samples.named(name)), FileDrop.class)));
            assertThat(xml.at("//delivery_address/name")).isEqualTo(name);
            assertThat(xml.at("//delivery_address/company")).isEqualTo(name);
        }
    }

    @Test
    void leavesOutWhatXmlCannotCarry() {
        Address address = new Address("Anna\uD83D \u0000\u0007Bell\uFFFF\nline", "\u0001", "L", null, "1", "C", null, "DE", null, null);
        XmlFixture xml = XmlFixture.of(xml(Samples.sent(submit(address), FileDrop.class)));
        assertThat(xml.at("//name")).isEqualTo("Anna Bell line");
        assertThat(xml.at("count(//company/node())")).isEqualTo("0");
    }

    @Test
    void stampsTheTicketInThePrintersOwnTime() {
        Ticket winter = Samples.bookAndPrint(profile, Samples.PLAIN);
        Ticket summer = new Ticket(winter.key(), winter.name(), winter.number(), winter.service(), winter.shipTo(), winter.items(),
                Instant.parse("2026-06-30T22:30:00Z"));
        FileDrop drop = Samples.sent(elanders.submit(summer, context), FileDrop.class);
        assertThat(drop.ticket().name()).isEqualTo("A-1234-1-a1_20260701003000.xml");
        assertThat(XmlFixture.of(xml(drop)).at("//order/@timestamp")).isEqualTo("2026-07-01 00:30:00");
    }

    @Test
    void isReceivedDeferredOrUnknown() {
        assertThat(Samples.done(submit(Samples.PLAIN), Reply.Answered.taken()).result()).isEqualTo(new Outcome.Received());
        assertThat(Samples.done(submit(Samples.PLAIN), new Reply.NotSent("no session")).result())
                .isEqualTo(new Outcome.Deferred(null, "no session"));
        assertThat(Samples.done(submit(Samples.PLAIN), new Reply.Broke("reset")).result()).isEqualTo(new Outcome.Unknown("reset"));
    }

    @Test
    void refusesAServiceThatThePrinterDoesNotHave() {
        Ticket ticket = Samples.bookAndPrint(profile, Samples.PLAIN);
        Ticket overnight = new Ticket(ticket.key(), ticket.name(), ticket.number(), ServiceLevel.OVERNIGHT, ticket.shipTo(), ticket.items(),
                ticket.stampedAt());
        assertThat(Samples.result(elanders.submit(overnight, context))).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.reason()).contains("elanders-de").contains("OVERNIGHT"));
    }

    @Test
    void namesWhatThePrinterSaysBack() {
        assertThat(elanders.references(Samples.bookAndPrint(profile, Samples.PLAIN))).containsExactlyInAnyOrder(
                new Ref(Ref.Kind.KEY, "A-1234-1-a1"), new Ref(Ref.Kind.FILE, "A-1234-1-a1_20261121100000"),
                new Ref(Ref.Kind.FILE, "A-1234-1-a1-1-1"), new Ref(Ref.Kind.FILE, "A-1234-1-a1-2-1"), new Ref(Ref.Kind.ITEM, "1"),
                new Ref(Ref.Kind.ITEM, "2"));
    }

    private Step<Outcome> submit(Address to) {
        return elanders.submit(Samples.bookAndPrint(profile, to), context);
    }

    private static byte[] xml(FileDrop drop) {
        return ((Content.Bytes) drop.ticket().content()).bytes();
    }
}
