package dev.pressroom.printers.photofinale;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import dev.pressroom.printers.wire.Gathered;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import dev.pressroom.printers.wire.XmlTree;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a status message. The queue delivers at least once, in any order, and messages have no id of their own: the event key is made of what is
 * said (order, status, items, tracking number), so that a repeat is the same fact.
 */
record ReadStatus(PrinterProfile profile) {

    private static final Pattern FILE_NAME = Pattern.compile("(\\d{1,20})\\.[^.]+\\.[^.]+\\.json");

    Decoded read(Inbound message) {
        return Json.list(message.body()).stream().anyMatch(entry -> entry.asString("").endsWith("PayloadS3Pointer"))
                ? Decoded.unreadable("message",
                        "is a pointer to S3 of Amazon's extended client, which is not followed: ask the printer to send"
                                + " its statuses whole; none is longer than a message may be")
                : Gathered.read(message, this::status);
    }

    private Decoded status(Inbound message) {
        Optional<JsonNode> read = Json.object(message.body()).or(() -> XmlTree.object(message.body()));
        if (read.isEmpty()) {
            return Decoded.unreadable("message", "is neither a JSON object nor XML");
        }
        JsonNode json = Json.unwrapped(read.get(), "Status");
        Optional<Ref> order = order(json, message);
        String said = Json.text(json, "Status");
        String dealer = Json.text(json, "DealerCode");
        if (order.isEmpty() || said == null) {
            return Decoded.unreadable("message", order.isEmpty()
                    ? "has no OrderID, and its name is not ORDER.FULFILLER.DEALER.json, which would say it"
                    : "has no Status");
        }
        // Documented as the fulfiller's own code; our code is accepted too, since the file name of fDaemon carries both.
        String fulfiller = profile.settings().get(PhotoFinale.FULFILLER);
        if (dealer != null && fulfiller != null && !dealer.equals(fulfiller)
                && !dealer.equals(profile.settings().get(PhotoFinale.DEALER))) {
            return Decoded.unreadable("message", "is of dealer " + Plain.code(dealer) + ", who is not this printer");
        }
        return new Decoded(List.of(fact(json, order.get(), said, message)), List.of(), List.of());
    }

    /** A status file of fDaemon says it in its name only: {@code <order>.<fulfiller>.<dealer>.json}. */
    private static Optional<Ref> order(JsonNode json, Inbound message) {
        Matcher name = FILE_NAME.matcher(message.messageKey());
        return Ref.said(Ref.Kind.ORDER, Json.text(json, "OrderID"))
                .or(() -> name.matches() ? Ref.said(Ref.Kind.ORDER, name.group(1)) : Optional.empty());
    }

    private Heard fact(JsonNode json, Ref order, String said, Inbound message) {
        List<String> items = items(Json.member(json, "OrderLineItemList"));
        String carrier = Json.text(json, "TrackingInfo", "CarrierName");
        String number = Json.text(json, "TrackingInfo", "TrackingNumber");
        Optional<Status> status = Status.of(said);
        String list = String.join(",", items);
        String key = Stream.of(order.value(), status.map(Status::name).orElse(Plain.code(said)), list, number).filter(Objects::nonNull)
                .reduce((a, b) -> a + "/" + b).orElseThrow();
        PrinterEvent shipped = shipped(order, list, carrier, number);
        if (items.isEmpty() && !items(Json.member(json, "ProductList")).isEmpty()) {
            // Some products and not all: which lines they are only the ticket knew. Taken for all lines it would say too much.
            return Heard.of(profile, key + "/products", time(json, message), message, List.of(order), List.of(),
                    new PrinterEvent.Unmapped(Plain.code(said + " of products")), said);
        }
        PrinterEvent event = status.map(known -> event(known, shipped)).orElseGet(() -> new PrinterEvent.Unmapped(Plain.code(said)));
        return Heard.of(profile, key, time(json, message), message, List.of(order), items.stream().map(ItemQuantity::allOf).toList(), event,
                said);
    }

    private SaidTime time(JsonNode json, Inbound message) {
        return SaidTime.read(Json.text(json, "Timestamp"), profile.zone(), message.receivedAt());
    }

    private static List<String> items(JsonNode list) {
        Stream<JsonNode> nodes = list.isArray() ? list.values().stream() : Stream.of(list);
        return nodes.flatMap(node -> Stream.ofNullable(Json.text(node))).distinct().sorted().toList();
    }

    private PrinterEvent shipped(Ref order, String items, @Nullable String carrier, @Nullable String number) {
        String untracked = order.value() + (items.isEmpty() ? "" : "-" + items);
        return new PrinterEvent.ItemsShipped(number == null ? untracked : number, profile.carrier(carrier), carrier, number);
    }

    private static PrinterEvent event(Status status, PrinterEvent shipped) {
        return switch (status) {
            case ORDER_SUBMITTED, QUEUED, NEW -> new PrinterEvent.JobReceived();
            case PREPARING_ORDER, PREPARATION_COMPLETE, IMAGE_CORRECTION -> new PrinterEvent.JobAccepted();
            case PRINTING -> new PrinterEvent.JobInProduction();
            case PRINTED, PRODUCTION_COMPLETE, QUALITY_ASSURANCE -> new PrinterEvent.JobPrinted();
            case COMPLETE -> shipped;
            case CANCELLED -> new PrinterEvent.JobCancelled();
            case REJECTED -> new PrinterEvent.JobRejected(Fault.PRINTER, "Rejected");
        };
    }
}
