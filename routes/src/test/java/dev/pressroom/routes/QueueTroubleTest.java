package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTroubleTest {

    private static final Dialect.Reads READS = message -> new Decoded(List.of(), List.of(), List.of());
    private static final Send.QueueMessage MESSAGE = new Send.QueueMessage("orders", "A-1234", "A-1234-1-a1", "<OrderID>1</OrderID>");

    private QueueHost host;
    @AutoClose
    private final Bench bench;

    QueueTroubleTest() throws Exception {
        bench = new Bench();
    }

    @BeforeEach
    void start() {
        host = new QueueHost();
        host.createOrders();
        host.createStatus();
    }

    @AfterEach
    void stop() {
        bench.routes.remove("photofinale");
        host.close();
    }

    private void hear() {
        bench.add(Profiles.sqs("photofinale", new SqsTransport(host.endpoint, "eu-central-1", "key", "secret",
                Map.of("orders", "orders.fifo", "status", "status"), null)), READS);
        bench.routes.startInbound();
    }

    private void says(String body) {
        host.client.sendMessage(send -> send.queueUrl(host.url("status")).messageBody(body));
    }

    @Test
    void pain20AMessageThatIsWorkedOnForLongerThanItIsHiddenIsTakenOnce() {
        CountDownLatch asked = new CountDownLatch(1);
        long began = System.nanoTime();
        bench.inbox.working = () -> {
            asked.countDown();
            await().atMost(Duration.ofSeconds(10)).until(() -> Duration.ofNanos(System.nanoTime() - began).toMillis() > 4_000);
        };
        says("slow");
        hear();

        await().atMost(Duration.ofSeconds(20)).until(() -> host.size("status") == 0);

        assertThat(bench.inbox.messages).hasSize(1);
        assertThat(host.size("status-dead")).isZero();
    }

    @Test
    void aMessageThatCannotBeStoredGoesToTheDeadLettersAndTheyAreCounted() {
        bench.inbox.down = new IllegalStateException("poison");
        says("poison");
        hear();

        await().atMost(Duration.ofSeconds(40)).until(() -> {
            bench.later(Duration.ofSeconds(2)); // the lane rests after each failure
            return host.size("status-dead") == 1;
        });
        bench.inbox.down = null;
        says("good");

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(bench.inbox.messages).hasSize(1));
        bench.later(Duration.ofSeconds(10)); // dead letters are counted now and then
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(bench.meters.get("pressroom.queue.dead")
                .tags("printer", "photofinale", "lane", "photofinale.status-queue").gauge().value()).isEqualTo(1));
    }

    @Test
    void aSendWhoseAnswerIsLostIsRepeatedUnderTheSameIdAndDoublesNothing() throws IOException {
        URI server = URI.create(host.endpoint);
        try (Wire wire = new Wire(server.getPort())) {
            String endpoint = "http://localhost:" + wire.port();
            bench.add(Profiles.sqs("photofinale", new SqsTransport(endpoint, "eu-central-1", "key", "secret",
                    Map.of("orders", endpoint + "/000000000000/orders.fifo", "status", "status"), null)), Scripted.submits(MESSAGE));
            assertThat(bench.submit("photofinale")).isEqualTo(new Outcome.Received());
            long whole = wire.passed();
            host.client.purgeQueue(purge -> purge.queueUrl(host.url("orders.fifo")));

            for (int left = 1; left <= 200; left += 40) {
                wire.cutsOnceAfter(whole - left); // in the middle of the answer

                assertThat(bench.submit("photofinale")).as("cut %d bytes before the end", left).isEqualTo(new Outcome.Received());
            }

            assertThat(host.size("orders.fifo")).isOne();
        }
    }

    @Test
    void aMessageTooLargeForTheQueueIsNotSent() {
        Reply reply = bench.send(Profiles.sqs("photofinale", host.transport()),
                new Send.QueueMessage("orders", "A-1234", "A-1234-1-a1", "x".repeat(256 * 1024 + 1)));

        assertThat(reply).isInstanceOfSatisfying(Reply.NotSent.class, notSent -> assertThat(notSent.why()).contains("offer the ticket"));
        assertThat(host.size("orders.fifo")).isZero();
    }
}
