package dev.pressroom.sandbox.printers.photofinale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.HandedOver;
import dev.pressroom.sandbox.printers.OurSide;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Stage;
import dev.pressroom.sandbox.servers.SqsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PhotoFinalePrinterTest {
    private static final Pace FAST = Pace.every(Duration.ofMillis(30));
    private static final Pace STUCK = new Pace(Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1),
            Duration.ofMillis(30));
    private static final String JPEG = "a photograph";

    private final JsonMapper json = new JsonMapper();
    private final HandedOver carrier = new HandedOver();
    private final List<String> statuses = new ArrayList<>();
    @TempDir
    static Path queues;
    private static SqsServer server;
    private static int printers;
    private final String id = "pf" + ++printers;
    @TempDir
    Path folder;
    private OurSide ourSide;
    private SqsClient sqs;
    private PhotoFinalePrinter printer;

    @BeforeAll
    static void startQueues() {
        server = new SqsServer(queues, "127.0.0.1", 0);
        server.start();
    }

    @AfterAll
    static void stopQueues() {
        server.close();
    }

    @BeforeEach
    void startOurSide() throws IOException {
        ourSide = new OurSide();
        ourSide.token = "t0ken";
        ourSide.serve("/art/1.jpg", JPEG);
        sqs = client();
    }

    @AfterEach
    void close() {
        printer.close();
        sqs.close();
        ourSide.close();
    }

    @Test
    void claimsAnOrderAndShipsIt() {
        open(FAST, "two-parcels=0");
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        await().untilAsserted(() -> assertThat(statuses()).hasSize(5));

        assertThat(printer.received()).hasSize(1);
        ReceivedJob job = printer.received().getFirst();
        assertThat(job.key()).isEqualTo("12345678");
        assertThat(job.items()).extracting(it -> it.reference() + " " + it.sku() + " x" + it.quantity()).containsExactly("1 PRINT-10 x2",
                "2 PRINT-13 x1");
        assertThat(carrier.parcels).containsExactly(new HandedOver.Parcel(job.parcels().getFirst().number(), "US", "14604"));
        assertThat(statuses).allSatisfy(it -> assertThat(json.readTree(it).path("OrderID").asString()).isEqualTo("12345678"))
                .allSatisfy(it -> assertThat(json.readTree(it).path("DealerCode").asString()).isEqualTo("1234"));
        JsonNode shipped = statuses.stream().map(json::readTree).filter(it -> it.has("TrackingInfo")).findFirst().orElseThrow();
        assertThat(shipped.path("Status").asString()).isIn("3", "Complete");
        assertThat(shipped.path("TrackingInfo").path("TrackingNumber").asString()).matches("\\d{14}");
        assertThat(shipped.has("OrderLineItemList")).isFalse();
        assertThat(messagesOn(printer.orderQueue())).isEmpty();
    }

    @Test
    void namesTheLinesOfEachOfTwoParcels() {
        open(FAST, "two-parcels=1");
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        await().untilAsserted(() -> assertThat(statuses()).hasSize(6));
        assertThat(statuses.stream().map(json::readTree).filter(it -> it.has("TrackingInfo"))
                .map(it -> it.path("OrderLineItemList").toString())).containsExactlyInAnyOrder("[1]", "[2]");
    }

    @Test
    void makesOneJobOfARepeatedMessage() {
        open(STUCK, "");
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        send("12345678", "A-1-1-a1 sent again after the queue forgot its deduplication id");
        await().until(() -> printer.turnedAway().size() == 1);
        assertThat(printer.turnedAway()).allMatch(Change.TurnedAway::repeated);
        assertThat(printer.received()).hasSize(1);
        assertThat(messagesOn(printer.orderQueue())).isEmpty();
    }

    @Test
    void takesAMessageAgainThatItStoredAndDidNotDelete() {
        open(STUCK, "");
        printer.nextSubmitDropsConnectionAfterStoring();
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        await().until(() -> printer.turnedAway().size() == 1);
        assertThat(printer.received()).hasSize(1);
    }

    @Test
    void leavesAMessageWhoseTicketIsNotThereYet() {
        open(STUCK, "");
        send("12345678", "A-1-1-a1");
        send("not a number", "nonsense");
        ticket("87654321");
        send("87654321", "A-2-1-a1");
        await().until(() -> printer.received().size() == 1);
        assertThat(printer.received().getFirst().key()).isEqualTo("87654321");
        ticket("12345678");
        await().until(() -> printer.received().size() == 2);
        assertThat(printer.turnedAway()).isEmpty();
    }

    @Test
    void leavesAMessageWhenItsTokenIsNotGood() {
        ourSide.token = "another";
        open(STUCK, "");
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        await("until it was tried more than once").until(() -> ourSide.claims.size() > 1);
        assertThat(printer.received()).isEmpty();
        ourSide.token = "t0ken";
        await().until(() -> printer.received().size() == 1);
    }

    @Test
    void rejectsWhatItCannotFetch() {
        ourSide.pages.remove("/art/1.jpg");
        open(STUCK, "");
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        await().untilAsserted(() -> assertThat(statuses()).anyMatch(it -> it.contains("\"Rejected\"")));
        assertThat(printer.received().getFirst().stage()).isEqualTo(Stage.ARTWORK_FAILED);
    }

    @Test
    void losesNothingWhenPrinterAndQueuesRestart() {
        open(STUCK, "");
        ticket("12345678");
        send("12345678", "A-1-1-a1");
        await("until its first statuses lie on the queue, unread")
                .until(() -> printer.received().stream().anyMatch(it -> it.stage() == Stage.ACCEPTED));
        printer.stop();
        ticket("87654321");
        send("87654321", "A-2-1-a1");
        printer.close();
        sqs.close();
        int port = server.endpoint().getPort();
        server.close();

        server = new SqsServer(queues, "127.0.0.1", port);
        server.start();
        sqs = client();
        open(FAST, "two-parcels=0");
        await("until each status came, one perhaps twice as the stop interrupted its sending")
                .untilAsserted(() -> assertThat(statuses().stream().distinct()).hasSize(10));
        assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("12345678", "87654321");
        assertThat(printer.received()).extracting(ReceivedJob::stage).containsOnly(Stage.SHIPPED);
        assertThat(carrier.numbers()).hasSize(2).doesNotHaveDuplicates();
        assertThat(statuses.stream().distinct().filter(it -> it.contains("TrackingInfo"))).hasSize(2);
    }

    private void open(Pace pace, String personality) {
        var settings = new PrinterSettings(id, folder.resolve(id), 1, pace, Personality.parse(personality),
                new Patience(2, Duration.ofMillis(20)));
        printer = new PhotoFinalePrinter(settings, carrier, Clock.systemUTC(), server.endpoint(), ourSide.uri(""), "t0ken");
        printer.start();
    }

    private SqsClient client() {
        return SqsClient.builder().endpointOverride(server.endpoint()).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .httpClient(UrlConnectionHttpClient.create()).build();
    }

    private void send(String orderId, String deduplicationId) {
        sqs.sendMessage(it -> it.queueUrl(url(printer.orderQueue()))
                .messageBody("<OrderID>%s</OrderID><Dealer>1234</Dealer>".formatted(orderId)).messageGroupId(orderId.replace(' ', '-'))
                .messageDeduplicationId(deduplicationId.replace(' ', '-')));
    }

    private String url(String queue) {
        return sqs.getQueueUrl(it -> it.queueName(queue)).queueUrl();
    }

    private List<Message> messagesOn(String queue) {
        return sqs.receiveMessage(it -> it.queueUrl(url(queue)).maxNumberOfMessages(10).visibilityTimeout(0)).messages();
    }

    /** Reads what is new on the status queue, as a consumer would, and answers all messages so far. */
    private List<String> statuses() {
        String queue = url(printer.statusQueue());
        for (Message message : sqs.receiveMessage(it -> it.queueUrl(queue).maxNumberOfMessages(10)).messages()) {
            statuses.add(message.body());
            sqs.deleteMessage(it -> it.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
        return statuses;
    }

    private void ticket(String orderId) {
        ourSide.serve("/printers/" + id + "/tickets/" + orderId, """
            <Order>
              <OrderID>%1$s</OrderID><Dealer>1234</Dealer><ServiceLevel>standard</ServiceLevel>
              <ShipTo><Name>Nora White</Name><Company/><Address1>1 Main St</Address1><Address2/><City>Rochester</City><State>NY</State>
                <Zip>14604</Zip><Country>US</Country><Email/><Phone/></ShipTo>
              <LineItems>
                <LineItem><LineItemID>1</LineItemID><SKU>PRINT-10</SKU><Quantity>2</Quantity>
                  <Assets><Asset><URL>%2$s</URL><MD5>%3$s</MD5><Bytes>12</Bytes></Asset></Assets></LineItem>
                <LineItem><LineItemID>2</LineItemID><SKU>PRINT-13</SKU><Quantity>1</Quantity>
                  <Assets><Asset><URL>%2$s</URL><MD5>%3$s</MD5><Bytes>12</Bytes></Asset></Assets></LineItem>
              </LineItems>
            </Order>
            """.formatted(orderId, ourSide.uri("/art/1.jpg"), OurSide.md5(JPEG)));
    }
}
