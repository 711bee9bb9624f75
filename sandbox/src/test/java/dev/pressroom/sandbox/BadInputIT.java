package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import dev.pressroom.sandbox.printers.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a shop or a person gets wrong: refused at the door, parked with what, which and the next step, or undone. */
@ExtendWith(SharedWorld.class)
class BadInputIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int PRINT_FOR_GB = 1;

    private final World world;
    @TempDir
    private Path folder;
    private HttpServer customer;

    BadInputIT(World world) {
        this.world = world;
    }

    @BeforeEach
    void start() {
        customer = SimpleFileServer.createFileServer(new InetSocketAddress(Layout.HOST, 0), folder, SimpleFileServer.OutputLevel.NONE);
        customer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        customer.start();
    }

    @AfterEach
    void stop() {
        customer.stop(0);
    }

    private HttpResponse<String> place(String order, Consumer<ObjectNode> change) {
        ObjectNode json = (ObjectNode) Shop.read(world.sandbox.shop().json(order, PRINT_FOR_GB));
        change.accept(json);
        return world.sandbox.shop().post("/v1/orders", json.toString());
    }

    /** An order of one print of that photo of the customer's own server. */
    private void placeOf(String order, String photo) {
        placeOf(order, photo, "http://" + Layout.HOST + ":" + customer.getAddress().getPort() + "/" + photo, null);
    }

    private void placeOf(String order, String photo, String url, String sha256) {
        HttpResponse<String> taken = place(order, json -> {
            ObjectNode ordered = (ObjectNode) json.at("/items/0/photos/0");
            ordered.put("name", photo).put("url", url).remove("sha256");
            if (sha256 != null) {
                ordered.put("sha256", sha256);
            }
        });
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    }

    private byte[] photograph() throws IOException {
        return Files.readAllBytes(world.layout.state().resolve("photos/sample-1-001.jpg"));
    }

    private JsonNode awaitParked(String order, String code) {
        World.await(order + " parked", SOON, () -> !world.attention(order).isEmpty());
        JsonNode attention = world.sandbox.shop().order(order).at("/order/attention");
        assertThat(attention.get("code").asString()).isEqualTo(code);
        assertThat(attention.get("what").asString()).isNotBlank();
        assertThat(attention.get("nextStep").asString()).isNotBlank();
        return attention;
    }

    private HttpResponse<String> cancel(String order, String command) {
        return world.sandbox.shop().post("/v1/orders/" + order + "/cancel", "{\"commandId\":\"" + command + "\"}");
    }

    private void assertCancelled(String order, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Shop.read(answer).get("answer").asString()).isEqualTo("DONE");
        assertThat(world.stage(order)).isEqualTo("CANCELLED");
        assertThat(world.attention(order)).isEmpty();
    }

    private void assertNeverSubmitted(String order) {
        assertThat(world.count("SELECT count(*) FROM pressroom.attempts WHERE order_id = ?", order)).isZero();
    }

    @Test
    void refusesWithEveryProblemWhatCannotBeOrdered() {
        HttpResponse<String> answer = place("refused", json -> {
            ((ObjectNode) json.get("shipTo")).remove("country");
            ((ObjectNode) json.at("/items/0")).put("product", "MUG-XL");
            ((ArrayNode) json.at("/items/0/photos")).removeAll();
        });
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        List<String> where = Shop.read(answer).get("problems").valueStream().map(problem -> problem.get("pointer").asString()).toList();
        assertThat(where).containsExactlyInAnyOrder("/shipTo/country", "/items/0/product", "/items/0/photos");
        assertThat(Shop.read(answer).get("problems").valueStream())
                .allSatisfy(problem -> assertThat(problem.get("hint").asString()).isNotBlank());
        assertThat(world.count("SELECT count(*) FROM pressroom.orders WHERE order_id = 'refused'")).isZero();
    }

    @Test
    void parksAnOrderWhosePhotoIsNotThereAndGoesOnWhenItAppears() throws IOException {
        placeOf("late", "late.jpg");
        assertThat(awaitParked("late", "ARTWORK_UNAVAILABLE").get("about").asString())
                .isEqualTo("item 1, photo 1 (late.jpg): its URL answers 404");
        Files.write(folder.resolve("late.jpg"), photograph());
        World.await("late at its printer", SOON, () -> world.received("prodigi-uk", "late").size() == 1);
        World.await("nobody needed any more", SOON, () -> world.attention("late").isEmpty());
    }

    @Test
    void parksAnOrderWhoseShopCannotBeReachedAndCancelsIt() {
        customer.stop(0);
        placeOf("nowhere", "a.jpg");
        assertThat(awaitParked("nowhere", "ARTWORK_UNAVAILABLE").get("about").asString())
                .startsWith("item 1, photo 1 (a.jpg): its URL cannot be reached");
        assertCancelled("nowhere", cancel("nowhere", "c-1"));
        assertThat(cancel("nowhere", "c-1").body()).as("the same command again").isEqualTo(cancel("nowhere", "c-1").body());
        assertNeverSubmitted("nowhere");
    }

    @Test
    void parksAnOrderWhosePhotoIsNotTheOneThatWasOrdered() throws IOException {
        Files.write(folder.resolve("other.jpg"), photograph());
        placeOf("checksum", "other.jpg", "http://" + Layout.HOST + ":" + customer.getAddress().getPort() + "/other.jpg", "0".repeat(64));
        assertThat(awaitParked("checksum", "ARTWORK_UNAVAILABLE").get("about").asString())
                .isEqualTo("item 1, photo 1 (other.jpg): its checksum is not the one that was ordered");
        assertCancelled("checksum", cancel("checksum", "c-1"));
    }

    @Test
    void parksAnOrderWhosePhotoIsNoJpegOrIsCutOff() throws IOException {
        Files.writeString(folder.resolve("notes.jpg"), "These are notes and no photograph.");
        byte[] whole = photograph();
        Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));
        placeOf("notes", "notes.jpg");
        placeOf("half", "half.jpg");
        assertThat(awaitParked("notes", "ARTWORK_REFUSED").get("about").asString()).contains("item 1, photo 1 (notes.jpg)", "JPEG");
        assertThat(awaitParked("half", "ARTWORK_REFUSED").get("about").asString()).contains("item 1, photo 1 (half.jpg)");
        assertCancelled("notes", cancel("notes", "c-1"));
        assertCancelled("half", cancel("half", "c-1"));
        assertNeverSubmitted("notes");
        assertNeverSubmitted("half");
    }

    @Test
    void cancelsAnOrderWhoseArtworkIsBeingPrepared() throws IOException {
        byte[] photo = photograph();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        customer.createContext("/slow.jpg", exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, photo.length);
            exchange.getResponseBody().write(photo);
            exchange.close();
        });
        placeOf("early", "slow.jpg");
        World.await("the photo asked for", SOON, () -> asked.getCount() == 0);
        assertCancelled("early", cancel("early", "c-1"));
        go.countDown();
        assertNeverSubmitted("early");
    }

    @Test
    void cancelsAtAPrinterThatHasAcceptedAndNotBegun() {
        SimulatedPrinter printer = world.sandbox.partners().printer("prodigi-uk");
        printer.nextJobTakesItsTime();
        world.sandbox.shop().place("accepted", PRINT_FOR_GB);
        World.await("accepted by the printer", SOON,
                () -> world.received("prodigi-uk", "accepted").stream().anyMatch(job -> job.stage() == Stage.ACCEPTED));
        HttpResponse<String> answer = cancel("accepted", "c-1");
        assertCancelled("accepted", answer);
        assertThat(world.received("prodigi-uk", "accepted")).singleElement().satisfies(job -> assertThat(job.cancelled()).isTrue());
        assertThat(world.count("SELECT count(*) FROM pressroom.attempts WHERE order_id = 'accepted' AND state = 'CANCELLED'")).isEqualTo(1);
    }

    @Test
    void refusesToCancelWhatIsOnItsWay() {
        world.sandbox.shop().place("gone", PRINT_FOR_GB);
        World.await("gone is shipped", SOON, () -> List.of("SHIPPED", "DELIVERED").contains(world.stage("gone")));
        HttpResponse<String> answer = cancel("gone", "c-1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(Shop.read(answer).get("refusal").asString()).isEqualTo("ALREADY_SHIPPED");
    }
}
