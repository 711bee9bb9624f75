package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork.Role;
import dev.pressroom.orders.Fault;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Reply.Answered;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.Ticket.TicketFile;
import dev.pressroom.printers.Ticket.TicketItem;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Submit: {@code POST /orders}. {@code idempotencyKey} is kept for ever, so a repeat is answered {@code alreadyExists} with the first order.
 *
 * <p>
 * 401, 403, 404, 405 and 415 mean that our profile is wrong and nothing was stored: the job waits ({@code Deferred}) while somebody mends it, since
 * a rejection would send it to another printer, or its customer away, for our own mistake. 429 stored nothing either. Every other refusal that is
 * not {@code validationFailed} is {@code Unknown}, 503 with {@code Retry-After} included: the reference does not say that nothing was stored.
 *
 * <p>
 * The API has no field for a company: it is written before the second address line.
 */
record CreateOrder(PrinterProfile profile) {

    Step<Outcome> submit(Ticket ticket, Context context) {
        String method = profile.services().get(ticket.service());
        if (method == null) {
            return Done.of(Outcome.notOffered(profile, ticket.service()));
        }
        Optional<Outcome.Rejected> blank = Outcome.notWhole(ticket);
        if (blank.isPresent()) {
            return Done.of(blank.get());
        }
        for (TicketItem item : ticket.items()) {
            if (item.files().size() != 1 || item.files().getFirst().artwork().role() == Role.COVER) {
                return Done.of(new Outcome.Rejected("artwork.printArea", "item " + item.itemId()
                        + " must have exactly one file, a block or a print, for this printer's default print area; split it into one item each",
                        Fault.OURS));
            }
        }
        return new Ask<>(Call.post("", order(ticket, method, context)), reply -> after(reply, context));
    }

    private static Step<Outcome> after(Reply reply, Context context) {
        return switch (reply) {
            case Reply.NotSent(Deferral cause, String why) -> Done.of(new Outcome.Deferred(null, cause, why));
            case Reply.Broke(String why) -> Done.of(new Outcome.Unknown(why));
            case Answered answered -> answered(answered, context.now());
        };
    }

    private static Step<Outcome> answered(Answered answered, Instant now) {
        Answer answer = Answer.of(answered);
        if (answer.outcome().equals("validationfailed")) {
            return Done.of(rejected(answer.body().path("failures")));
        }
        return switch (answered.status()) {
            case 401, 403, 404, 405, 415 -> Done.of(new Outcome.Deferred(null,
                    answer.evidence() + "; nothing was stored: correct baseUrl or auth in the printer's profile"));
            case 429 -> Done.of(new Outcome.Deferred(Http.retryAfter(answered, now), answer.evidence()));
            default -> stored(answer);
        };
    }

    private static Step<Outcome> stored(Answer answer) {
        boolean there = answer.ok() && Set.of("created", "onhold", "createdwithissues", "alreadyexists").contains(answer.outcome());
        return Answer.reference(answer.order()).filter(_ -> there)
                .<Step<Outcome>>map(id -> new Done<>(Answer.standing(answer.order()), Set.of(id)))
                .orElseGet(() -> Done.of(new Outcome.Unknown(answer.evidence())));
    }

    private static Outcome.Rejected rejected(JsonNode failures) {
        Set<String> found = new TreeSet<>();
        failures.properties().forEach(field -> {
            List<JsonNode> reasons = field.getValue().isArray() ? List.copyOf(field.getValue().values()) : List.of(field.getValue());
            for (JsonNode reason : reasons) {
                String code = Json.text(reason, "code");
                found.add(Plain.code(field.getKey() + (code == null ? "" : " " + code)));
            }
        });
        boolean address = !found.isEmpty() && found.stream().allMatch(field -> field.toLowerCase(Locale.ROOT).contains("recipient"));
        return new Outcome.Rejected(found.stream().findFirst().orElse("validationFailed"), "validationFailed: " + String.join(", ", found),
                address ? Fault.CUSTOMER : Fault.OURS);
    }

    private static JsonNode order(Ticket ticket, String method, Context context) {
        ObjectNode order = Json.newObject();
        order.put("merchantReference", ticket.name());
        order.put("shippingMethod", method);
        order.put("idempotencyKey", ticket.name());
        putIfSaid(order, "callbackUrl", context.callbackUrl());
        recipient(order.putObject("recipient"), ticket.shipTo());
        ArrayNode items = order.putArray("items");
        ticket.items().forEach(item -> item(items.addObject(), item));
        return order;
    }

    static void recipient(ObjectNode recipient, Address to) {
        recipient.put("name", Plain.text(to.name()));
        putIfSaid(recipient, "email", to.email());
        putIfSaid(recipient, "phoneNumber", to.phone());
        ObjectNode address = recipient.putObject("address");
        address.put("line1", Plain.text(to.line1()));
        putIfSaid(address, "line2", String.join(", ",
                Stream.of(Plain.text(to.company()), Plain.text(to.line2())).flatMap(Stream::ofNullable).toList()));
        address.put("postalOrZipCode", Plain.text(to.postalCode()));
        address.put("countryCode", to.country());
        address.put("townOrCity", Plain.text(to.city()));
        address.put("stateOrCounty", Plain.text(to.state()));
    }

    private static void item(ObjectNode json, TicketItem item) {
        TicketFile file = item.files().getFirst();
        json.put("merchantReference", item.name());
        json.put("sku", item.article());
        json.put("copies", item.quantity());
        json.put("sizing", "fillPrintArea");
        ObjectNode asset = json.putArray("assets").addObject();
        asset.put("printArea", "default");
        asset.put("url", file.url());
        asset.put("md5Hash", file.artwork().md5());
        asset.put("pageCount", file.artwork().pages());
    }

    private static void putIfSaid(ObjectNode json, String name, @Nullable String value) {
        String plain = Plain.text(value);
        if (plain != null) {
            json.put(name, plain);
        }
    }
}
