package dev.pressroom.printers.photofinale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.Offer;
import dev.pressroom.printers.Send.QueueMessage;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.XmlFixture;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OfferOrderTest {

    private final PrinterProfile profile = Samples.profile("photofinale-us");
    private final PhotoFinale photoFinale = new PhotoFinale(profile);

    @Test
    void offersTheTicketUnderEightDigits() {
        Offer offer = Samples.sent(submit(Samples.PLAIN), Offer.class);
        assertThat(offer.reference()).matches("[1-9]\\d{7}").isEqualTo(ticket(Samples.PLAIN).number());
        String expected = Samples.text("photo-finale/submit-print.xml").replace("ORDERID", offer.reference());
        assertThat(XmlFixture.of(offer.ticket().bytes()).sameAs(XmlFixture.of(expected.getBytes(StandardCharsets.UTF_8)))).isTrue();
    }

    @Test
    void thenTellsTheQueueWhatToPull() {
        Ticket ticket = ticket(Samples.PLAIN);
        QueueMessage message = Samples.sent(Samples.then(submit(Samples.PLAIN), Reply.Answered.taken()), QueueMessage.class);
        assertThat(message.queue()).isEqualTo("orders");
        assertThat(message.group()).isEqualTo("A-1234");
        assertThat(message.deduplicationId()).isEqualTo("A-1234-1-a1");
        assertThat(message.body()).isEqualTo("<OrderID>" + ticket.number() + "</OrderID><Dealer>1234</Dealer>");
        XmlFixture wrapped = XmlFixture.of(("<m>" + message.body() + "</m>").getBytes(StandardCharsets.UTF_8));
        assertThat(wrapped.at("/m/OrderID")).isEqualTo(ticket.number());
    }

    @Test
    void carriesHardNamesUnharmed() {
        for (String name : Samples.HARD_NAMES) {
            XmlFixture xml = XmlFixture.of(Samples.sent(submit(Samples.named(name)), Offer.class).ticket().bytes());
            assertThat(xml.at("/Order/ShipTo/Name")).isEqualTo(name);
        }
    }

    @Test
    void isDeferredWhileThePrinterWasToldNothing() {
        assertThat(Samples.done(submit(Samples.PLAIN), new Reply.NotSent("x")).result()).isEqualTo(new Outcome.Deferred(null, "x"));
        assertThat(Samples.done(submit(Samples.PLAIN), new Reply.Broke("x")).result()).isEqualTo(new Outcome.Deferred(null, "x"));
    }

    @Test
    void isReceivedDeferredOrUnknownByTheQueue() {
        Step<Outcome> told = Samples.then(submit(Samples.PLAIN), Reply.Answered.taken());
        assertThat(Samples.done(told, Reply.Answered.taken()).result()).isEqualTo(new Outcome.Received());
        assertThat(Samples.done(told, new Reply.NotSent("full")).result()).isEqualTo(new Outcome.Deferred(null, "full"));
        assertThat(Samples.done(told, new Reply.Broke("reset")).result()).isEqualTo(new Outcome.Unknown("reset"));
    }

    @Test
    void namesWhatThePrinterSaysBack() {
        Ticket ticket = ticket(Samples.PLAIN);
        assertThat(photoFinale.references(ticket)).containsExactlyInAnyOrder(new Ref(Ref.Kind.KEY, "A-1234-1-a1"),
                new Ref(Ref.Kind.ORDER, ticket.number()), new Ref(Ref.Kind.ITEM, "1"));
    }

    private Step<Outcome> submit(Address to) {
        return photoFinale.submit(ticket(to), new Context(null, Samples.NOW));
    }

    private Ticket ticket(Address to) {
        return Samples.ticket(profile, to, Map.of("PRINT-10X15", Samples.print()));
    }

}
