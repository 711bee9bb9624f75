package dev.pressroom.app.api;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderIds;
import dev.pressroom.orders.process.Command;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a command, or tells everything that is wrong with it. */
final class CommandReader {

    static final String NAMES = "cancel|hold|release|address|reroute|reprint|retry|resolve";
    /** What a shop may ask of its own orders. */
    static final Set<String> SHOPS = Set.of("cancel", "hold", "release", "address");

    private static final int MOST_JOBS = 10_000;

    private CommandReader() {}

    /** @param address of a change of address; the command's version is made when it is stored */
    record Wish(String kind, Command command, @Nullable String reason, @Nullable String evidence, @Nullable Address address) {}

    /** What a body may hold, for the documentation. */
    @Schema(name = "Command")
    record Body(
            @Schema(pattern = "[A-Za-z0-9._-]{1,64}", example = "ticket-4711", description = "made up when left out") @Nullable String commandId,
            @Schema(maxLength = 500, example = "customer found a typo") @Nullable String reason,
            @Schema(description = "cancel and retry: one job only; reroute, reprint, resolve: which job") @Nullable Integer job,
            @Schema(description = "address: the new one, in the same country") @Nullable Object shipTo,
            @Schema(description = "reroute, reprint: the printer; the routing policy chooses when left out") @Nullable String printer,
            @Schema(description = "reprint: what was wrong") Command.Reprint.@Nullable Why why,
            @Schema(description = "reprint: which items, all of the job when left out") @Nullable List<Piece> items,
            @Schema(maxLength = 500, description = "reprint: where the proof is, for example the photo of the damaged book") @Nullable String evidence,
            @Schema(description = "resolve: how the job really stands") Command.Resolve.@Nullable How how) {}

    /** So many of an item. */
    record Piece(String itemId, int quantity) {}

    static Wish read(String name, byte[] body, String country) {
        JsonFields fields = new JsonFields(StrictJson.read(body.length == 0 ? new byte[]{'{', '}'} : body));
        String given = fields.optionalText("commandId", 64);
        if (given != null && !OrderIds.valid(given)) {
            fields.problem("commandId", "has characters that an id may not have", "use " + OrderIds.RULE + ", or leave it out");
        }
        String id = given == null ? UUID.randomUUID().toString() : given;
        String reason = fields.optionalText("reason", 500);
        String evidence = null;
        Address address = null;
        Command command = switch (name) {
            case "cancel" -> new Command.Cancel(id, job(fields, false));
            case "hold" -> new Command.Hold(id);
            case "release" -> new Command.Release(id);
            case "address" -> {
                address = OrderReader.shipTo(fields);
                if (!address.country().isEmpty() && !address.country().equals(country)) {
                    fields.problem("shipTo", "is in " + address.country() + ", and the order is for " + country,
                            "cancel the order and place it again: its printer and its price depend on the country");
                }
                yield new Command.ChangeAddress(id, 0);
            }
            case "reroute" -> new Command.Reroute(id, job(fields, true), fields.optionalText("printer", 40));
            case "reprint" -> {
                evidence = fields.optionalText("evidence", 500);
                yield new Command.Reprint(id, job(fields, true), fields.oneOf("why", Command.Reprint.Why.class), items(fields),
                        fields.optionalText("printer", 40));
            }
            case "retry" -> new Command.Retry(id, job(fields, false));
            default -> new Command.Resolve(id, job(fields, true), fields.oneOf("how", Command.Resolve.How.class));
        };
        fields.done();
        if (!fields.problems().isEmpty()) {
            throw ProblemType.INVALID_REQUEST.exception(fields.problems());
        }
        return new Wish(name.toUpperCase(Locale.ROOT), command, reason, evidence, address);
    }

    private static int job(JsonFields fields, boolean required) {
        return required || fields.has("job") ? fields.integer("job", 1, MOST_JOBS) : 0;
    }

    private static List<ItemQuantity> items(JsonFields fields) {
        if (!fields.has("items")) {
            return List.of();
        }
        return fields.objects("items", 100, "give {\"itemId\": ..., \"quantity\": ...}").stream().map(item -> {
            ItemQuantity quantity = new ItemQuantity(item.text("itemId", 64), item.integer("quantity", 1, 1000));
            item.done();
            return quantity;
        }).toList();
    }
}
