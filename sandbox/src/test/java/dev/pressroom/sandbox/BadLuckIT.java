package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.sandbox.carriers.Oddity;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever goes wrong outside, in the end every order of this class is delivered once; that is waited for after the last test. */
@ExtendWith(SharedWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadLuckIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final World world;
    private final List<String> orders = new ArrayList<>();

    BadLuckIT(World world) {
        this.world = world;
    }

    @AfterAll
    void everyOrderIsDeliveredOnce() {
        world.awaitDelivered(orders, Duration.ofMinutes(4));
        assertThat(world.tally(orders).lastLine(false)).isEqualTo("delivered " + orders.size() + ", lost 0, doubled 0, silent 0");
    }

    private String placeAt(String printer, String name) {
        String order = world.placeAt(printer, name);
        orders.add(order);
        return order;
    }

    @ParameterizedTest
    @ValueSource(strings = {"prodigi-uk", "elanders-de", "photofinale-us", "siteflow-uk"})
    void submitsOnceToAPrinterThatStoresTheOrderAndDropsTheConnection(String printer) {
        World.await("no other order on its way to a printer", SOON, () -> world.count(
                "SELECT count(*) FROM pressroom.orders WHERE stage IN ('PLACED', 'PREPARING', 'SUBMITTING') AND attention IS NULL") == 0);
        SimulatedPrinter at = world.sandbox.partners().printer(printer);
        at.nextSubmitDropsConnectionAfterStoring();
        String order = placeAt(printer, "drop");
        World.await(order + " known to be at " + printer, SOON,
                () -> !List.of("PLACED", "PREPARING", "SUBMITTING").contains(world.stage(order)));
        World.await(order + " on the list of " + printer, SOON, () -> !world.received(printer, order).isEmpty());
        List<ReceivedJob> jobs = world.received(printer, order);
        assertThat(jobs).hasSize(1);
        assertThat(at.droppedConnections()).as("connections broken").anyMatch(jobs.getFirst().submission().reference()::startsWith);
        assertThat(world.count("SELECT count(*) FROM pressroom.attempts WHERE order_id = ?", order)).isEqualTo(1);
        // A full lane defers: nothing was sent then.
        assertThat(world.timeline(order)).filteredOn(kind -> kind.startsWith("SUBMIT_") && !kind.equals("SUBMIT_DEFERRED")).hasSize(1);
        if (printer.equals("prodigi-uk")) {
            assertThat(world.timeline(order)).contains("SUBMIT_UNKNOWN").containsAnyOf("LOOKED_UP", "JOB_RECEIVED", "JOB_ACCEPTED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prodigi-uk", "elanders-de", "photofinale-us", "siteflow-uk"})
    void quarantinesAMessageThatCannotBeDecodedAndGoesOn(String printer) {
        long before = quarantined(printer).size();
        world.sandbox.partners().printer(printer).nextStatusComesWithGarbage();
        placeAt(printer, "garbage");
        World.await("a message of " + printer + " in quarantine", SOON, () -> quarantined(printer).size() == before + 1);
        assertThat(quarantined(printer).getLast()).isNotBlank();
    }

    private List<String> quarantined(String printer) {
        return world.jdbc().sql("SELECT problem FROM pressroom.messages WHERE source = ? AND state = 'QUARANTINED' ORDER BY message_id")
                .param("printer/" + printer).query(String.class).list();
    }

    @Test
    void countsTheGoodRowsOfATrackingFileAndReportsTheBadOnesByLineAndReason() throws IOException {
        world.sandbox.partners().carrier().nextFileAlsoHas(Oddity.values());
        String order = placeAt("prodigi-uk", "rows");
        World.await("rejected rows", SOON, () -> world.count("SELECT count(*) FROM pressroom.rejects") > 0);
        World.await("the file loaded", SOON,
                () -> world.count("SELECT count(*) FROM pressroom.tracking_files WHERE rejected > 0 AND state = 'LOADED'") == 1);
        Map<String, Object> file = world.jdbc()
                .sql("SELECT name, rows, events, rejected, unmapped::text FROM pressroom.tracking_files WHERE rejected > 0").query()
                .singleRow();
        long good = (long) file.get("rows") - (long) file.get("rejected");
        assertThat((long) file.get("rejected")).isEqualTo(3);
        assertThat(good).isGreaterThanOrEqualTo(3);
        assertThat((long) file.get("events")).isEqualTo(good);
        assertThat(file.get("unmapped")).isEqualTo("{\"77\": 1}");
        List<String> rejects = reportedRejects(file.get("name").toString());
        long last = (long) file.get("rows") + 1;
        assertThat(rejects).containsExactly(
                "dpd,%s,%d,COLUMNS,\"4 separators, expected 31 with one at the end\"".formatted(file.get("name"), last - 4),
                "dpd,%s,%d,TIME,SCAN_DATE_TIME is not a time in the profile's format".formatted(file.get("name"), last - 3),
                "dpd,%s,%d,NUMBER,PARCELNO was rounded by a spreadsheet; ask for the original file".formatted(file.get("name"), last - 2));
        assertThat(world.count("SELECT count(*) FROM pressroom.orders WHERE order_id = ?", order)).isEqualTo(1);
    }

    private List<String> reportedRejects(String file) throws IOException {
        Path reports = world.layout.state().resolve("reports");
        List<String> rows = new ArrayList<>();
        World.await("rejects of " + file + " in a report", SOON, () -> {
            rows.clear();
            try (Stream<Path> files = Files.list(reports)) {
                for (Path report : files.filter(path -> path.toString().endsWith("-rejects.csv")).toList()) {
                    Files.readAllLines(report).stream().filter(row -> row.contains(file)).forEach(rows::add);
                }
            } catch (IOException e) {
                return false;
            }
            return !rows.isEmpty();
        });
        return rows;
    }

    @Test
    void anOrderForAPrinterThatIsDownWaitsAndHoldsNoOther() {
        List<SimulatedPrinter> down = Stream.of("elanders-de", "prodigi-uk").map(world.sandbox.partners()::printer).toList();
        down.forEach(SimulatedPrinter::stop);
        try {
            List<String> waiting = down.stream().map(printer -> placeAt(printer.id(), "down")).toList();
            World.await("the submits put off", SOON, () -> waiting.stream().allMatch(order -> world
                    .count("SELECT count(*) FROM pressroom.attempts WHERE order_id = ? AND state IN ('DEFERRED', 'INTENT')", order) == 1));
            String other = placeAt("photofinale-us", "up");
            World.await(other + " delivered while others wait", SOON, () -> world.stage(other).equals("DELIVERED"));
            assertThat(waiting).allSatisfy(order -> assertThat(world.stage(order)).isEqualTo("SUBMITTING"));
        } finally {
            down.forEach(SimulatedPrinter::start);
        }
    }

    @Test
    void takesTheSameOrderOnceAndNotAnotherUnderItsId() {
        Shop shop = world.sandbox.shop();
        HttpResponse<String> first = shop.post("/v1/orders", shop.json("twice", 2));
        HttpResponse<String> again = shop.post("/v1/orders", shop.json("twice", 2));
        HttpResponse<String> other = shop.post("/v1/orders", shop.json("twice", 1));
        orders.add("twice");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/v1/orders/twice"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(Shop.read(other).get("code").asString()).isEqualTo("ORDER_DIFFERS");
        assertThat(world.count("SELECT count(*) FROM pressroom.facts WHERE order_id = 'twice' AND name = 'OrderPlaced'")).isEqualTo(1);
    }

    @Test
    void takesOrdersWhileTemporalIsAway() throws Exception {
        Shop shop = world.sandbox.shop();
        List<String> placed = new ArrayList<>();
        world.sandbox.temporal().kill();
        try {
            for (int n = 0; n < 4; n++) {
                HttpResponse<String> taken = shop.post("/v1/orders", shop.json("away-" + n, n));
                assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
                placed.add("away-" + n);
                assertThat(shop.order("away-" + n).at("/order/stage").asString()).isEqualTo("PLACED");
            }
            assertThat(world.count(
                    "SELECT count(*) FROM pressroom.facts WHERE order_id LIKE 'away-%' AND name = 'OrderPlaced' AND state = 'NEW'"))
                    .isEqualTo(4);
            HttpResponse<String> cancel = shop.post("/v1/orders/away-3/cancel", "{\"commandId\":\"c-1\"}");
            assertThat(cancel.statusCode()).as(cancel.body()).isEqualTo(503);
            JsonNode problem = Shop.read(cancel);
            assertThat(problem.get("commandId").asString()).isEqualTo("c-1");
            assertThat(problem.get("detail").asString()).contains("away-3", "repeat with the same commandId c-1");
        } finally {
            world.sandbox.restartTemporal();
        }
        orders.addAll(placed);
    }

    @Test
    void goesOnFromTheRecordWhenTemporalHasForgottenEverything() throws Exception {
        List<String> lost = List.of(placeAt("prodigi-uk", "lost"), placeAt("elanders-de", "lost"), placeAt("photofinale-us", "lost"));
        World.await("all at their printers", SOON,
                () -> world.count(
                        "SELECT count(*) FROM pressroom.attempts WHERE order_id LIKE 'lost-%' AND state IN ('ACCEPTED', 'RECEIVED')") == 3);
        world.sandbox.temporal().kill();
        TemporalServer.forget(world.layout);
        world.sandbox.restartTemporal();
        List<String> open = lost.stream().filter(order -> !world.stage(order).equals("DELIVERED")).toList();
        assertThat(open).as("still open when Temporal was lost").isNotEmpty();
        assertThat(world.redrive("no-such-order")).containsExactly("there is no order no-such-order in the record",
                "orders with facts sent again 0, orders started 0", "exit 1");
        World.await("Temporal takes calls again", SOON, () -> world.redrive().getLast().equals("exit 0"));
        World.await("each open order has a workflow again", SOON, () -> open.stream().allMatch(world::hasRun));
        assertThat(world.redrive(lost.toArray(String[]::new))).as("again").noneMatch(line -> line.startsWith("started "))
                .endsWith("exit 0");
    }

    @Test
    void goesOnWithItsOrdersWhenClosedInTheMiddleAndOpenedAgain() {
        String open = placeAt("elanders-de", "closed");
        World.await(open + " at its printer", SOON, () -> world.count(
                "SELECT count(*) FROM pressroom.attempts WHERE order_id = ? AND state IN ('ACCEPTED', 'RECEIVED')", open) == 1);
        assertThat(world.stage(open)).as("still open when the sandbox is closed").isNotEqualTo("DELIVERED");
        world.sandbox.close();
        world.open();
    }
}
