package dev.pressroom.sandbox.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProdigiPrinterTest {
    private static final Pace FAST = Pace.every(Duration.ofMillis(30));
    private static final Pace STUCK = new Pace(Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1),
            Duration.ofMillis(30));
    private static final String PDF = "%PDF-1.7 a book";

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HandedOver carrier = new HandedOver();
    private OurSide ourSide;
    private ProdigiPrinter printer;
    @TempDir
    Path folder;

    @BeforeEach
    void serveArtwork() throws IOException {
        ourSide = new OurSide();
        ourSide.serve("/art/block.pdf", PDF);
    }

    @AfterEach
    void close() {
        printer.close();
        ourSide.close();
        http.close();
    }

    @Test
    void takesAnOrderAndShipsIt() throws Exception {
        open(FAST, "two-parcels=0");
        JsonNode created = create(order("A-1-1-a1"));
        assertThat(created.path("outcome").asString()).isEqualToIgnoringCase("created");
        String id = created.path("order").path("id").asString();
        assertThat(id).startsWith("ord_");

        await().until(() -> get("/v4.0/orders/" + id).path("order").path("status").path("stage").asString().equals("Complete"));

        JsonNode order = get("/v4.0/orders/" + id).path("order");
        assertThat(order.path("merchantReference").asString()).isEqualTo("A-1-1-a1");
        JsonNode shipment = order.path("shipments").path(0);
        assertThat(shipment.path("status").asString()).isEqualTo("Shipped");
        assertThat(shipment.path("tracking").path("number").asString()).matches("\\d{14}");
        assertThat(shipment.path("items").path(0).path("itemId")).isEqualTo(order.path("items").path(0).path("id"));
        assertThat(order.path("shipments")).hasSize(1);
        ReceivedJob job = printer.received().getFirst();
        assertThat(printer.received()).hasSize(1);
        assertThat(job.key()).isEqualTo("A-1-1-a1");
        assertThat(job.items()).extracting(it -> it.reference() + "x" + it.quantity()).containsExactly("1x2", "2x1");
        assertThat(carrier.parcels)
                .containsExactly(new HandedOver.Parcel(shipment.path("tracking").path("number").asString(), "DE", "10115"));
        await().untilAsserted(() -> assertThat(callbackTypes()).containsExactly("order.status.stage.changed#InProgress",
                "order.shipments.shipment#Complete", "order.status.stage.changed#Complete"));
    }

    @Test
    void showsEachStepOfTheOrder() throws Exception {
        open(new Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(30)), "");
        String id = create(order("A-1")).path("order").path("id").asString();
        await().untilAsserted(() -> assertThat(get("/v4.0/orders/" + id).path("order").path("status").path("details").toString())
                .isEqualTo(
                        "{\"downloadAssets\":\"Complete\",\"printReadyAssetsPrepared\":\"Complete\",\"allocateProductionLocation\":\"Complete\","
                                + "\"inProduction\":\"InProgress\",\"shipping\":\"NotStarted\"}"));
        assertThat(cancel(id)).isEqualToIgnoringCase("actionNotAvailable");
    }

    @Test
    void answersTheExistingOrderToARepeatedCreate() throws Exception {
        open(STUCK, "");
        String first = create(order("A-1")).path("order").path("id").asString();
        JsonNode second = create(order("A-1"));
        assertThat(second.path("outcome").asString()).isEqualToIgnoringCase("alreadyExists");
        assertThat(second.path("order").path("id").asString()).isEqualTo(first);
        assertThat(printer.received()).hasSize(1);
        assertThat(printer.turnedAway()).extracting(Change.TurnedAway::repeated).containsExactly(true);
    }

    @Test
    void makesOneOrderOfCreatesThatComeTogether() throws Exception {
        open(STUCK, "");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).mapToObj(n -> threads.submit(() -> create(order("A-1")))).toList().forEach(it -> assertThat(it)
                    .succeedsWithin(Duration.ofSeconds(10)));
        }
        assertThat(printer.received()).hasSize(1);
        assertThat(printer.turnedAway()).hasSize(7);
    }

    @Test
    void makesTwoOrdersOfOneReferenceWithoutIdempotencyKey() throws Exception {
        open(STUCK, "");
        ObjectNode order = order("A-1");
        order.remove("idempotencyKey");
        assertThat(create(order).path("order").path("id")).isNotEqualTo(create(order).path("order").path("id"));
        assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("A-1", "A-1");
    }

    @Test
    void storesTheOrderAndBreaksTheConnection() throws Exception {
        open(STUCK, "");
        printer.nextSubmitDropsConnectionAfterStoring();
        assertThatThrownBy(() -> create(order("A-1"))).isInstanceOf(IOException.class);
        JsonNode found = get("/v4.0/orders?merchantReferences=A-1").path("orders");
        assertThat(found).hasSize(1);
        assertThat(create(order("A-1")).path("order").path("id")).isEqualTo(found.path(0).path("id"));
        assertThat(printer.received()).hasSize(1);
    }

    @Test
    void listsEveryProblemOfARequest() throws Exception {
        open(FAST, "");
        ObjectNode order = order("A-1");
        order.put("shippingMethod", "Rocket");
        ((ObjectNode) order.path("recipient").path("address")).put("stateOrCounty", "").remove("line1");
        ((ObjectNode) order.path("items").path(1)).put("copies", 0);
        HttpResponse<String> answer = call("POST", "/v4.0/orders", order.toString(), "secret", "application/json");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).path("failures").propertyNames()).containsExactlyInAnyOrder("shippingMethod",
                "recipient.address.stateOrCounty", "recipient.address.line1", "items[1].copies");
        assertThat(printer.received()).isEmpty();
        assertThat(printer.turnedAway()).extracting(Change.TurnedAway::key).containsExactly("A-1");
    }

    @Test
    void refusesAWrongKeyAndAWrongContentType() throws Exception {
        open(FAST, "");
        assertThat(call("POST", "/v4.0/orders", order("A-1").toString(), "wrong", "application/json").statusCode()).isEqualTo(401);
        assertThat(call("POST", "/v4.0/orders", order("A-1").toString(), "secret", "text/plain").statusCode()).isEqualTo(415);
        assertThat(call("GET", "/v4.0/orders/ord_unknown", "", "secret", "application/json").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/v4.0/orders?createdFrom=yesterday", "", "secret", "application/json").statusCode()).isEqualTo(400);
        assertThat(printer.received()).isEmpty();
    }

    @Test
    void cancelsBeforeProduction() throws Exception {
        open(STUCK, "");
        String id = create(order("A-1")).path("order").path("id").asString();
        assertThat(cancel(id)).isEqualToIgnoringCase("cancelled");
        assertThat(cancel(id)).isEqualToIgnoringCase("cancelled");
        assertThat(printer.received().getFirst().cancelled()).isTrue();
        await().untilAsserted(() -> assertThat(callbackTypes()).contains("order.status.stage.changed#Cancelled"));
    }

    @Test
    void reportsArtworkThatIsNotWhatTheTicketSaid() throws Exception {
        open(FAST, "");
        ourSide.serve("/art/block.pdf", "another book");
        String id = create(order("A-1")).path("order").path("id").asString();
        await().until(() -> printer.received().getFirst().stage() == Stage.ARTWORK_FAILED);
        JsonNode order = get("/v4.0/orders/" + id).path("order");
        assertThat(order.path("status").path("issues").path(0).path("errorCode").asString())
                .isEqualTo("order.items.assets.FailedToDownloaded");
        assertThat(order.path("status").path("details").path("downloadAssets").asString()).isEqualTo("Error");
        assertThat(carrier.parcels).isEmpty();
    }

    @Test
    void waitsForArtworkThatComesLate() throws Exception {
        byte[] pdf = ourSide.pages.remove("/art/block.pdf");
        printer = new ProdigiPrinter(
                new PrinterSettings("prodigi", folder, 1, FAST, Personality.prompt(), new Patience(1000, Duration.ofMillis(20))),
                carrier, Clock.systemUTC(), "127.0.0.1", 0, "secret");
        printer.start();
        create(order("A-1"));
        ourSide.pages.put("/art/block.pdf", pdf);
        await().until(() -> printer.received().getFirst().stage() == Stage.SHIPPED);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        open(STUCK, "two-parcels=1");
        create(order("A-1"));
        create(order("A-2"));
        await().until(() -> printer.received().stream().allMatch(it -> it.stage() == Stage.ACCEPTED));
        List<ReceivedJob> before = printer.received();
        int port = printer.baseUrl().getPort();
        printer.close();

        printer = new ProdigiPrinter(settings(FAST, "two-parcels=1"), carrier, Clock.systemUTC(), "127.0.0.1", port, "secret");
        assertThat(printer.received()).isEqualTo(before);
        printer.start();
        assertThat(create(order("A-1")).path("outcome").asString()).isEqualToIgnoringCase("alreadyExists");
        await().until(() -> printer.received().stream().allMatch(it -> it.stage() == Stage.SHIPPED));
        assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("A-1", "A-2");
        assertThat(printer.received()).allSatisfy(job -> assertThat(job.parcels()).hasSize(2));
        assertThat(carrier.numbers()).hasSize(4).doesNotHaveDuplicates();
        assertThat(get("/v4.0/orders?merchantReferences=A-1").path("orders").path(0).path("shipments")).hasSize(2);
    }

    @Test
    void stopsAndStartsAgainWithItsJournalIntact() throws Exception {
        open(FAST, "");
        create(order("A-1"));
        printer.stop();
        assertThatThrownBy(() -> create(order("A-2"))).isInstanceOf(IOException.class);
        printer.start();
        create(order("A-3"));
        await().until(() -> printer.received().stream().filter(it -> it.stage() == Stage.SHIPPED).count() == 2);
    }

    @Test
    void sendsCallbacksTwiceAndForgetsThemAsItsPersonalityIs() throws Exception {
        open(FAST, "sends-twice=1,two-parcels=0");
        create(order("A-1"));
        await().untilAsserted(() -> {
            List<String> ids = ourSide.callbacks.stream().map(it -> json.readTree(it).path("id").asString()).toList();
            assertThat(ids).hasSize(6);
            assertThat(ids.stream().distinct()).hasSize(3);
        });
        printer.close();

        folder = folder.resolve("forgetful");
        open(FAST, "forgets-webhooks=1");
        int callbacks = ourSide.callbacks.size();
        create(order("A-1"));
        await().until(() -> printer.received().getFirst().stage() == Stage.SHIPPED);
        await("until it holds the other side for told")
                .until(() -> Files.readAllLines(folder.resolve("journal.jsonl")).getLast().contains("Told"));
        assertThat(ourSide.callbacks).hasSize(callbacks);
    }

    @Test
    void sendsGarbageNextToACallback() throws Exception {
        open(STUCK, "");
        printer.nextStatusComesWithGarbage();
        create(order("A-1"));
        await().untilAsserted(() -> assertThat(ourSide.callbacks).hasSize(2).anySatisfy(it -> assertThat(it).doesNotEndWith("}")));
    }

    @Test
    void rejectsWithAReason() throws Exception {
        open(STUCK, "rejects=1");
        HttpResponse<String> answer = call("POST", "/v4.0/orders", order("A-1").toString(), "secret", "application/json");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("SkuNotAvailable");
        assertThat(printer.received()).isEmpty();
    }

    @Test
    void pagesThroughItsList() throws Exception {
        open(STUCK, "");
        for (int n = 0; n < 5; n++) {
            create(order("A-" + n));
        }
        JsonNode first = get("/v4.0/orders?top=2&skip=2&createdFrom=2020-01-01T00:00:00Z");
        assertThat(first.path("orders")).extracting(it -> it.path("merchantReference").asString()).containsExactly("A-2", "A-3");
        assertThat(first.path("hasMore").asBoolean()).isTrue();
        String next = first.path("nextUrl").asString().substring(printer.baseUrl().toString().length());
        JsonNode last = get(next);
        assertThat(last.path("orders")).extracting(it -> it.path("merchantReference").asString()).containsExactly("A-4");
        assertThat(last.path("hasMore").asBoolean()).isFalse();
        assertThat(get("/v4.0/orders?createdFrom=2100-01-01T00:00:00Z").path("orders")).isEmpty();
    }

    private void open(Pace pace, String personality) {
        printer = new ProdigiPrinter(settings(pace, personality), carrier, Clock.systemUTC(), "127.0.0.1", 0, "secret");
        printer.start();
    }

    private PrinterSettings settings(Pace pace, String personality) {
        return new PrinterSettings("prodigi", folder, 1, pace, Personality.parse(personality), new Patience(2, Duration.ofMillis(20)));
    }

    private List<String> callbackTypes() {
        return ourSide.callbacks.stream().map(it -> json.readTree(it).path("type").asString().substring("com.prodigi.".length())).toList();
    }

    private String cancel(String id) throws Exception {
        return json.readTree(call("POST", "/v4.0/orders/" + id + "/actions/cancel", "", "secret", "application/json").body())
                .path("outcome")
                .asString();
    }

    private JsonNode create(ObjectNode order) throws Exception {
        return json.readTree(call("POST", "/v4.0/orders", order.toString(), "secret", "application/json").body());
    }

    private JsonNode get(String path) throws Exception {
        return json.readTree(call("GET", path, "", "secret", "application/json").body());
    }

    private HttpResponse<String> call(String method, String path, String body, String key, String type) throws Exception {
        var request = HttpRequest.newBuilder(printer.baseUrl().resolve(path)).header("X-API-Key", key).header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)).timeout(Duration.ofSeconds(10)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private ObjectNode order(String key) {
        String order = """
            {"merchantReference": "%1$s", "shippingMethod": "Standard", "idempotencyKey": "%1$s", "callbackUrl": "%2$s",
             "recipient": {"name": "Nora Weiß", "phoneNumber": "+49 30 1", "address": {
               "line1": "Invalidenstr. 1", "postalOrZipCode": "10115", "countryCode": "DE", "townOrCity": "Berlin", "stateOrCounty": null}},
             "items": [
               {"merchantReference": "1", "sku": "BOOK-A4", "copies": 2, "sizing": "fillPrintArea",
                "assets": [{"printArea": "default", "url": "%3$s", "md5Hash": "%4$s", "pageCount": 26}]},
               {"merchantReference": "2", "sku": "PRINT-10", "copies": 1, "sizing": "fillPrintArea",
                "assets": [{"printArea": "default", "url": "%3$s"}]}]}
            """;
        return (ObjectNode) json.readTree(order.formatted(key, ourSide.uri("/callback"), ourSide.uri("/art/block.pdf"), OurSide.md5(PDF)));
    }
}
