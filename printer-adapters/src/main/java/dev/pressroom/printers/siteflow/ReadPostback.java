package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a postback of a trigger, in the templates that docs/printers/site-flow.md gives, in HP's sample of a submission error, and in the near shapes
 * that other accounts made of them. A postback that came past the address's token and the trigger's is believed: a submission error is told nowhere
 * else. Triggers about stock and sub-batches concern no order and tell nothing.
 */
record ReadPostback(PrinterProfile profile) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern SOURCE = Pattern.compile("sourceOrderId\\W+([A-Za-z0-9._-]{1,128})");

    Decoded read(Inbound message) {
        Optional<Fields> read = Fields.read(message.body());
        if (read.isEmpty()) {
            return Decoded.unreadable("message", "is neither JSON nor XML without DOCTYPE nor a form");
        }
        Fields fields = read.get();
        String said = fields.text("event", "eventType", "trigger", "status", "orderStatus");
        if (said == null) {
            return Decoded.unreadable("message", "says neither event nor status");
        }
        String event = said.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (event.startsWith("subbatch") || event.startsWith("stockalert")) {
            return new Decoded(List.of(), List.of(), List.of());
        }
        String id = fields.text("orderId", "_id");
        String key = key(fields, id);
        String named = id == null ? "" : id.replaceAll("\\s", "");
        Telling telling = new Telling(profile, message, key, ID.matcher(named).matches() ? named : null);
        if (telling.aboutNothing()) {
            return Decoded.unreadable("message", "names no order");
        }
        tell(telling, fields, event, said);
        return new Decoded(telling.facts(), List.of(), List.of());
    }

    /** HP's template of a submission error puts the whole submitted body where the id belongs. */
    private static @Nullable String key(Fields fields, @Nullable String id) {
        String key = fields.text("sourceOrderId");
        Matcher inBody = SOURCE.matcher(id == null ? "" : id);
        return key == null && inBody.find() ? inBody.group(1) : key;
    }

    private static void tell(Telling telling, Fields fields, String event, String said) {
        String stamp = fields.text("timeStamp", "time", "date");
        SaidTime time = telling.time(stamp);
        List<ItemQuantity> items = items(fields);
        String raw = said + " " + String.join("; ", fields.all("errorsClean"));
        switch (event) {
            case "orderreceived", "received" -> telling.tell("received", time, List.of(), new PrinterEvent.JobReceived(), raw);
            case "orderprintready", "printready" -> telling.tell("accepted", time, List.of(), new PrinterEvent.JobAccepted(), raw);
            case "ordersubmissionerror", "submissionerror" ->
                telling.tell("rejected", time, List.of(), new PrinterEvent.JobRejected(fault(raw), "submissionError"), raw);
            // It may be mended and fail again: each time counts.
            case "ordererrored", "ordererror", "errored", "error" ->
                telling.tell("errored" + (stamp == null ? "" : "/" + Plain.code(stamp)),
                        time, List.of(), new PrinterEvent.ArtworkNotFetched("orderErrored"), raw);
            case "ordercancelled", "ordercanceled", "cancelled", "canceled" ->
                telling.tell("cancelled", time, List.of(), new PrinterEvent.JobCancelled(), raw);
            // One component of one item: others may still be to print.
            case "componentprinted", "inproduction" -> telling.tell("inProduction" + place(items), time, items,
                    new PrinterEvent.JobInProduction(), raw);
            case "orderprinted", "printed" -> telling.tell("printed", time, List.of(), new PrinterEvent.JobPrinted(), raw);
            case "shipmentshipped", "shipped", "ordershipped" -> {
                List<Fields> parcels = fields.parcels();
                for (Fields parcel : parcels.isEmpty() ? List.of(fields) : parcels) {
                    String carrier = Json.text(parcel.tree(), "carrier", "code");
                    telling.shipped(parcel.text("shipmentIndex"),
                            carrier == null ? parcel.text("carrierCode", "carrier", "carrierName") : carrier,
                            parcel.text("trackingNumber"), time, parcels.isEmpty() ? items : items(parcel), raw);
                }
            }
            default -> telling.tell("event/" + Plain.code(said), time, items, new PrinterEvent.Unmapped(Plain.code(said)), raw);
        }
    }

    private static String place(List<ItemQuantity> items) {
        return items.isEmpty() ? "" : "/" + items.stream().map(ItemQuantity::item).reduce((a, b) -> a + "," + b).orElse("");
    }

    private static Fault fault(String raw) {
        String text = raw.toLowerCase(Locale.ROOT);
        return text.contains("shipto") || text.contains("address") ? Fault.CUSTOMER : Fault.OURS;
    }

    /** With their quantities where the template says them item by item, else whatever is left of each. */
    private static List<ItemQuantity> items(Fields fields) {
        List<String> names = fields.all("sourceItemIds").isEmpty() ? fields.all("sourceItemId") : fields.all("sourceItemIds");
        List<String> quantities = fields.all("quantity");
        boolean said = quantities.size() == names.size() && quantities.stream().allMatch(text -> text.strip().matches("\\d{1,6}"));
        return IntStream.range(0, names.size())
                .mapToObj(i -> said
                        ? new ItemQuantity(names.get(i).strip(), Integer.parseInt(quantities.get(i).strip()))
                        : ItemQuantity.allOf(names.get(i).strip()))
                .filter(item -> !item.item().isEmpty()).distinct().toList();
    }
}
