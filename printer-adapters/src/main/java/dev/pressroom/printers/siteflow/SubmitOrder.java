package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.Fault;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Found;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Submit: a look-up by our reference, then {@code POST /api/order}. The submission endpoint takes any well-formed JSON and judges it later, so its
 * answer is {@code Received} at most; "Order Print Ready" accepts, "Order Submission Error" rejects.
 */
record SubmitOrder(PrinterProfile profile, FindOrder find) {

    Step<Outcome> submit(Ticket ticket, Instant now) {
        String service = profile.services().get(ticket.service());
        if (service == null) {
            return Done.of(Outcome.notOffered(profile, ticket.service()));
        }
        Optional<Outcome.Rejected> blank = Outcome.notWhole(ticket);
        if (blank.isPresent()) {
            return Done.of(blank.get());
        }
        return new Ask<>(Call.bySource(ticket.name()), reply -> switch (reply) {
            // Nothing was sent yet.
            case Reply.NotSent(Deferral cause, String why) -> Done.of(new Outcome.Deferred(null, cause, why));
            case Reply.Broke(String why) -> Done.of(new Outcome.Deferred(null, "look-up before the submit: " + why));
            case Answered answered -> before(answered, ticket, service, now);
        });
    }

    private Step<Outcome> before(Answered answered, Ticket ticket, String service, Instant now) {
        Answer answer = Answer.of(answered);
        if (answered.status() == 404) {
            return create(ticket, service, now);
        }
        if (answer.ok() && find.found(answer, ticket.name()) instanceof Done<Found>(Found.AtPrinter(Outcome outcome), var learned)) {
            return new Done<>(outcome, learned);
        }
        if (answer.ok() && find.found(answer, ticket.name()) instanceof Done<Found>(Found.NotAtPrinter _, var _)) {
            return create(ticket, service, now);
        }
        return Done.of(new Outcome.Deferred(Http.retryAfter(answered, now), "look-up before the submit: " + answer.evidence()
                + (answered.status() == 401 || answered.status() == 403 ? "; correct the keys under http.signing" : "")));
    }

    private Step<Outcome> create(Ticket ticket, String service, Instant now) {
        return new Ask<>(Call.submit(order(ticket, service), profile.settings().get(SiteFlow.SUBMIT_URL)), reply -> switch (reply) {
            case Reply.NotSent(Deferral cause, String why) -> Done.of(new Outcome.Deferred(null, cause, why));
            case Reply.Broke(String why) -> Done.of(new Outcome.Unknown(why));
            case Answered answered -> created(answered, now);
        });
    }

    private static Step<Outcome> created(Answered answered, Instant now) {
        Answer answer = Answer.of(answered);
        return switch (answered.status()) {
            case 401, 403, 404, 405, 415 -> Done.of(new Outcome.Deferred(null,
                    answer.evidence() + "; nothing was stored: correct baseUrl, submitUrl or signing in the printer's profile"));
            case 429 -> Done.of(new Outcome.Deferred(Http.retryAfter(answered, now), answer.evidence()));
            default -> answer.refused()
                    ? Done.of(refused(answer))
                    : answer.reference().filter(_ -> answer.ok())
                            .<Step<Outcome>>map(id -> new Done<>(Answer.standing(answer.order()), Set.of(id)))
                            .orElseGet(() -> Done.of(new Outcome.Unknown(answer.evidence())));
        };
    }

    private static Outcome refused(Answer answer) {
        String text = answer.errorText().toLowerCase(Locale.ROOT);
        // Integrators saw a repeated sourceOrderId refused: then it is there, and a look-up finds it.
        if (answer.status() >= 500 || answer.status() == 408
                || (text.contains("sourceorderid") && (text.contains("exist") || text.contains("duplicate") || text.contains("unique")))) {
            return new Outcome.Unknown(answer.evidence());
        }
        boolean address = text.contains("shipto") || text.contains("address");
        return new Outcome.Rejected(answer.errorCode(), "refused: " + answer.errorText(), address ? Fault.CUSTOMER : Fault.OURS);
    }

    private JsonNode order(Ticket ticket, String service) {
        ObjectNode order = Json.newObject();
        order.putObject("destination").put("name", profile.settings().getOrDefault(SiteFlow.DESTINATION, ""));
        ObjectNode data = order.putObject("orderData");
        data.put("sourceOrderId", ticket.name());
        data.put("customerName", Plain.text(ticket.shipTo().name()));
        ArrayNode items = data.putArray("items");
        ticket.items().forEach(item -> item(items.addObject(), item));
        ObjectNode shipment = data.putArray("shipments").addObject().put("shipmentIndex", 0);
        shipTo(shipment.putObject("shipTo"), ticket.shipTo());
        carrier(shipment.putObject("carrier"), service);
        return order;
    }

    private void item(ObjectNode json, TicketItem item) {
        json.put("sourceItemId", item.name()).put("sku", item.article()).put("quantity", item.quantity()).put("shipmentIndex", 0);
        ArrayNode components = json.putArray("components");
        for (TicketFile file : item.files()) {
            components.addObject().put("code", component(file.artwork().role())).put("path", file.url()).put("fetch", true)
                    .put("pages", file.artwork().pages());
        }
    }

    private String component(Artwork.Role role) {
        return switch (role) {
            case COVER -> "cover";
            case BLOCK -> "text";
            case PRINT -> profile.settings().getOrDefault(SiteFlow.PRINT_COMPONENT, "text");
        };
    }

    /** {@code code/service} of a carrier, or an alias that the account defines. */
    private static void carrier(ObjectNode json, String service) {
        int slash = service.indexOf('/');
        if (slash > 0) {
            json.put("code", service.substring(0, slash)).put("service", service.substring(slash + 1));
        } else {
            json.put("alias", service);
        }
    }

    static void shipTo(ObjectNode json, Address to) {
        json.put("name", Plain.text(to.name()));
        putIfSaid(json, "companyName", to.company());
        json.put("address1", Plain.text(to.line1()));
        putIfSaid(json, "address2", to.line2());
        json.put("town", Plain.text(to.city()));
        putIfSaid(json, "state", to.state());
        putIfSaid(json, "postcode", to.postalCode());
        json.put("isoCountry", to.country());
        putIfSaid(json, "phone", to.phone());
        putIfSaid(json, "email", to.email());
    }

    private static void putIfSaid(ObjectNode json, String name, @Nullable String value) {
        String plain = Plain.text(value);
        if (plain != null) {
            json.put(name, plain);
        }
    }
}
