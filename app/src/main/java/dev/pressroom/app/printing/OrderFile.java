package dev.pressroom.app.printing;

import dev.pressroom.app.printing.SampleTicket.File;
import dev.pressroom.app.printing.SampleTicket.Line;
import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.OrderIds;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.PrinterProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An order as {@code POST /v1/orders} takes it, read for a dry run. Its photos are not looked at; an item may name its print-ready files instead,
 * {@code artwork: [{name, role, bytes, pages, sha256, md5, url}]}, else one placeholder stands for them.
 */
record OrderFile(String orderId, ServiceLevel service, Address shipTo, List<Line> lines, List<String> problems) {

    static OrderFile read(Path file, PrinterProfile profile) throws IOException {
        try {
            return new Reading(file, profile).order(Understood.JSON.readTree(Files.readAllBytes(file)));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": not readable as JSON; correct it there");
        }
    }

    private record Reading(Path file, PrinterProfile profile, List<String> problems) {

        Reading(Path file, PrinterProfile profile) {
            this(file, profile, new ArrayList<>());
        }

        OrderFile order(JsonNode json) {
            String id = text(json, "", "orderId");
            if (!id.isEmpty() && !OrderIds.valid(id)) {
                problem("orderId", "is '" + id + "'", "give " + OrderIds.RULE);
            }
            ServiceLevel service = oneOf(json, "", "service", ServiceLevel.class, ServiceLevel.STANDARD);
            JsonNode to = json.path("shipTo");
            Address address = new Address(text(to, "shipTo.", "name"), optional(to, "company"), text(to, "shipTo.", "line1"),
                    optional(to, "line2"), text(to, "shipTo.", "postalCode"), text(to, "shipTo.", "city"), optional(to, "state"),
                    text(to, "shipTo.", "country"), optional(to, "email"), optional(to, "phone"));
            List<Line> lines = new ArrayList<>();
            for (JsonNode item : json.path("items").values()) {
                lines.add(line(item, "items[" + (lines.size() + 1) + "]."));
            }
            if (lines.isEmpty()) {
                problem("items", "is empty", "give at least one item with itemId, product and quantity");
            }
            return new OrderFile(id, service, address, lines, problems);
        }

        private Line line(JsonNode item, String at) {
            String product = text(item, at, "product");
            if (!product.isEmpty() && !profile.products().isEmpty() && !profile.products().containsKey(product)) {
                problem(at + "product", "is '" + product + "', which " + profile.id() + " does not make",
                        "order one of " + String.join(", ", profile.products().keySet()));
            }
            int quantity = number(item, at, "quantity");
            List<File> files = new ArrayList<>();
            for (JsonNode artwork : item.path("artwork").values()) {
                String place = at + "artwork[" + (files.size() + 1) + "].";
                files.add(new File(new Artwork(text(artwork, place, "name"),
                        oneOf(artwork, place, "role", Artwork.Role.class, Artwork.Role.PRINT), number(artwork, place, "bytes"),
                        number(artwork, place, "pages"), text(artwork, place, "sha256"), text(artwork, place, "md5")),
                        text(artwork, place, "url")));
            }
            return new Line(text(item, at, "itemId"), product, quantity, files);
        }

        private String text(JsonNode from, String at, String name) {
            String text = optional(from, name);
            if (text == null) {
                problem(at + name, "is missing", "give a text");
                return "";
            }
            return text;
        }

        private static @Nullable String optional(JsonNode from, String name) {
            JsonNode value = from.path(name);
            return value.isString() || value.isNumber() ? value.asString() : null;
        }

        private int number(JsonNode from, String at, String name) {
            int number = from.path(name).asInt(0);
            if (number < 1) {
                problem(at + name, "is no positive number", "give a whole number from 1");
            }
            return number;
        }

        private <E extends Enum<E>> E oneOf(JsonNode from, String at, String name, Class<E> type, E otherwise) {
            String text = optional(from, name);
            if (text == null) {
                return otherwise;
            }
            return Arrays.stream(type.getEnumConstants()).filter(it -> it.name().equals(text.toUpperCase(Locale.ROOT))).findFirst()
                    .orElseGet(() -> {
                        problem(at + name, "is '" + text + "'", "give one of " + Arrays.toString(type.getEnumConstants()));
                        return otherwise;
                    });
        }

        private void problem(String at, String problem, String hint) {
            problems.add(file + ": '" + at + "' " + problem + "; " + hint);
        }
    }
}
