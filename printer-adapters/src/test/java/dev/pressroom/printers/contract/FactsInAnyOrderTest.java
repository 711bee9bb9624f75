package dev.pressroom.printers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Decision;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Shipment;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dialect reads of a job's life in two parcels, given to the order process in any order and again: always the same state. */
class FactsInAnyOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T13:00:00Z");
    private static final OrderSummary ORDER = new OrderSummary("A-1", "demo", ServiceLevel.STANDARD, "DE",
            List.of(new OrderSummary.OrderedItem("book", "PHOTOBOOK-A5", 3)), NOW);
    private static final JobKey JOB = new JobKey("A-1", 1, 1);

    private static List<String> life(String dialect) {
        return switch (dialect) {
            case "elanders" -> List.of(elanders("1", "T", "10000", ""), elanders("2", "O", "20000", ""), elanders("3", "O", "30000", ""),
                    elanders("4", "P", "40000", parcel(1, "P-1")), elanders("5", "P", "40000", parcel(2, "P-2")),
                    elanders("5", "P", "40000", parcel(2, "P-2") + " duplicate='true'"));
            case "prodigi" -> List.of(prodigi("InProgress", "InProgress", ""), prodigi("InProgress", "Complete", ""),
                    prodigi("InProgress", "Complete", shipment("1")), prodigi("Complete", "Complete", shipment("1") + "," + shipment("2")));
            case "site-flow" -> List.of(siteFlow("Order Received", ""), siteFlow("Order Print Ready", ""),
                    siteFlow("Component Printed", ",\"sourceItemIds\":[\"1\"]"), siteFlow("Shipment Shipped", shipped(0)),
                    siteFlow("Shipment Shipped", shipped(1)));
            default -> List.of(photoFinale("13", ""), photoFinale("35", ""), photoFinale("\"Printed\"", ""),
                    photoFinale("3", ",\"OrderLineItemList\":[1],\"TrackingInfo\":{\"TrackingNumber\":\"01\",\"CarrierName\":\"DPD\"}"),
                    photoFinale("\"Complete\"",
                            ",\"OrderLineItemList\":[\"1\"],\"TrackingInfo\":{\"TrackingNumber\":\"02\",\"CarrierName\":\"DPD\"}"));
        };
    }

    private static String elanders(String id, String level, String status, String more) {
        return "<root><message id='" + id + "' level='" + level + "' timestamp='2026-11-21 1" + id + ":00:00' status='" + status
                + "' transaction_reference_client='K_1' " + more + "/></root>";
    }

    private static String parcel(int quantity, String name) {
        return "order_item_reference_client='1' quantity='" + quantity + "' package_reference='" + name + "' package_tracking_number='0"
                + quantity + "'";
    }

    private static String prodigi(String stage, String artwork, String shipments) {
        return "{\"id\":\"ord_1\",\"created\":\"2026-11-21T09:00:00Z\",\"lastUpdated\":\"2026-11-21T10:00:00Z\",\"status\":{\"stage\":\""
                + stage
                + "\",\"details\":{\"downloadAssets\":\"" + artwork + "\"}},\"shipments\":[" + shipments
                + "],\"items\":[{\"id\":\"ori_1\",\"merchantReference\":\"1\",\"copies\":3}]}";
    }

    private static String shipment(String n) {
        return "{\"id\":\"shp_" + n + "\",\"status\":\"Shipped\",\"dispatchDate\":\"2026-11-21T1" + n
                + ":00:00Z\",\"tracking\":{\"number\":\"0" + n
                + "\"},\"items\":[{\"itemId\":\"ori_1\"}]}";
    }

    private static String siteFlow(String event, String more) {
        return "{\"event\":\"" + event + "\",\"SourceOrderId\":\"K\",\"TimeStamp\":\"2026-11-21T10:00:00Z\"" + more + "}";
    }

    private static String shipped(int index) {
        return ",\"ShipmentIndex\":" + index + ",\"TrackingNumber\":\"0" + index + "\",\"sourceItemIds\":[\"1\"]";
    }

    private static String photoFinale(String status, String more) {
        return "{\"OrderID\":12345678,\"Status\":" + status + more + ",\"Timestamp\":\"2026-11-21T10:00:00Z\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"prodigi-uk", "elanders-de", "siteflow-uk", "photofinale-us"})
    void giveTheSameStateAndNeverShipMoreThanWasOrdered(String printer) {
        PrinterProfile profile = Samples.profile(printer);
        List<PrinterFact> facts = new ArrayList<>();
        for (String message : life(profile.dialect())) {
            String channel = profile.dialect().equals("prodigi") ? "poll" : "webhook";
            Decoded decoded = ((Dialect.Reads) Dialects.of(profile))
                    .read(new Inbound("m", channel, Map.of(), message.getBytes(StandardCharsets.UTF_8), NOW));
            assertThat(decoded.unreadable()).isEmpty();
            decoded.facts().forEach(heard -> facts.add(heard.fact().matched(JOB, Map.of("1", "book"))));
        }
        Snapshot inOrder = folded(facts);
        assertThat(Status.of(inOrder).stage()).isEqualTo(Status.Stage.SHIPPED);
        assertThat(shipments(inOrder)).hasSize(2);

        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            List<PrinterFact> mixed = new ArrayList<>(facts);
            mixed.addAll(facts.subList(0, random.nextInt(facts.size())));
            Collections.shuffle(mixed, random);
            Snapshot state = folded(mixed);
            assertThat(Status.of(state).stage()).isEqualTo(Status.of(inOrder).stage());
            assertThat(shipments(state)).isEqualTo(shipments(inOrder));
        }
    }

    private static List<Shipment> shipments(Snapshot state) {
        return List.copyOf(state.jobs().getFirst().attempt().report().shipments().values());
    }

    private static Snapshot folded(List<PrinterFact> facts) {
        Snapshot state = give(Snapshot.NEW, new Input.Heard(new Fact.OrderPlaced(new Told("shop", "1", NOW, null, null, NOW)))).next();
        Clocks clocks = new Clocks(Duration.ofDays(9), Duration.ofDays(9), Duration.ofDays(9));
        state = finish(state, Step.ChoosePrinter.class,
                new StepResult.Chosen(List.of(new StepResult.Assignment("p", List.of(new ItemQuantity("book", 3)), clocks))));
        state = finish(state, Step.PrepareArtwork.class, new StepResult.Prepared());
        state = finish(state, Step.SubmitJob.class,
                new StepResult.Submission(StepResult.Submission.Kind.RECEIVED, null, null, null, null));
        for (PrinterFact fact : facts) {
            state = give(state, new Input.Heard(fact)).next();
        }
        return state;
    }

    private static Snapshot finish(Snapshot state, Class<? extends Step> kind, StepResult result) {
        Step step = state.outstanding().stream().filter(kind::isInstance).findFirst().orElseThrow();
        return give(state, new Input.Finished(step.id(), result)).next();
    }

    private static Decision give(Snapshot state, Input input) {
        return OrderProcess.on(ORDER, OrderProcess.RULES, state, input, NOW);
    }
}
