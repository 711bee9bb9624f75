package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class QueueLaneTest {

    private static final Send.QueueMessage MESSAGE = new Send.QueueMessage("orders", "A-1234", "A-1234-1-a1",
            "<OrderID>12345678</OrderID><Dealer>1234</Dealer>");
    private static QueueHost host;

    @AutoClose
    private final Bench bench;

    QueueLaneTest() throws Exception {
        bench = new Bench();
    }

    @BeforeAll
    static void start() {
        host = new QueueHost();
        host.createOrders();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void sendsWithGroupAndOurDeduplicationIdAndARepeatDoublesNothing() {
        bench.add(Profiles.sqs("photofinale", host.transport()), Scripted.submits(MESSAGE));

        assertThat(bench.submit("photofinale")).isEqualTo(new Outcome.Received());
        assertThat(bench.submit("photofinale")).isEqualTo(new Outcome.Received());

        assertThat(host.size("orders.fifo")).isOne();
        Message message = host.receive("orders.fifo").getFirst();
        assertThat(message.body()).isEqualTo(MESSAGE.body());
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "A-1234")
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "A-1234-1-a1");
        assertThat(message.messageAttributes()).isEmpty();
    }

    @Test
    void offersTheTicketBeforeItsClaimCheckIsSent() {
        Dialect.Submits claimCheck = (ticket, context) -> new Step.Ask<>(new Send.Offer("12345678", Scripted.text("<Order/>")),
                offered -> new Step.Ask<>(MESSAGE, sent -> Step.Done.of(Scripted.outcome(sent))));
        bench.add(Profiles.sqs("photofinale", host.transport()), claimCheck);

        assertThat(bench.submit("photofinale")).isEqualTo(new Outcome.Received());

        assertThat(bench.offered).containsOnlyKeys("photofinale/12345678");
    }

    @Test
    void aQueueThatIsNotThereIsNotSent() {
        SqsTransport sqs = new SqsTransport(host.endpoint, "eu-central-1", "key", "secret", Map.of("orders", "gone.fifo"), null);

        assertThat(bench.send(Profiles.sqs("photofinale", sqs), MESSAGE)).isInstanceOf(Reply.NotSent.class);
    }

    @Test
    void aServiceThatRefusesConnectionsIsNotSent() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String endpoint = "http://localhost:" + port;
        SqsTransport sqs = new SqsTransport(endpoint, "eu-central-1", "key", "secret", Map.of("orders", endpoint + "/0/orders.fifo"), null);

        assertThat(bench.send(Profiles.sqs("photofinale", sqs), MESSAGE)).isInstanceOf(Reply.NotSent.class);
    }

    @Test
    void aMissingSecretIsNotSentAndNamed() {
        SqsTransport sqs = new SqsTransport(host.endpoint, "eu-central-1", "${env:NONE}", "secret",
                Map.of("orders", host.url("orders.fifo")), null);

        assertThat(bench.send(Profiles.sqs("photofinale", sqs), MESSAGE)).isInstanceOfSatisfying(Reply.NotSent.class,
                notSent -> assertThat(notSent.why()).contains("${env:NONE}"));
    }

    @Test
    void aServiceThatTakesTheMessageAndNeverAnswersMayHaveIt() throws Exception {
        try (ServerSocket mute = new ServerSocket(0)) {
            String endpoint = "http://localhost:" + mute.getLocalPort();
            SqsTransport sqs = new SqsTransport(endpoint, "eu-central-1", "key", "secret", Map.of("orders", endpoint + "/0/orders.fifo"),
                    null);
            Thread cutter = Thread.startVirtualThread(() -> {
                try (var call = mute.accept()) {
                    call.getInputStream().read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(bench.send(Profiles.sqs("photofinale", sqs), MESSAGE)).isInstanceOf(Reply.Broke.class);
            cutter.join();
        }
    }

    @Test
    void aPrinterThatCannotBeAskedStaysUndecided() {
        bench.add(Profiles.sqs("photofinale", host.transport()), Scripted.submits(MESSAGE));

        assertThat(bench.routes.channels().lookUp("photofinale", Scripted.KEY, Set.of()).result()).isInstanceOf(Found.Undecided.class);
    }
}
