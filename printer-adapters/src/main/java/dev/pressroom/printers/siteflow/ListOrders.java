package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Dialect.Page;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * List: {@code GET /api/order?page=N&pagesize=100}. There is no filter by time and no documented order, so each pass reads all pages; the cursor is
 * the next page, and empty when a pass is complete. An order that has not changed is the same message as before.
 */
final class ListOrders {

    private static final int PAGE = 100;

    private ListOrders() {}

    static Step<Page> page(@Nullable String cursor, Instant now) {
        int page = cursor == null || !cursor.matches("\\d{1,6}") ? 1 : Math.max(1, Integer.parseInt(cursor));
        return new Ask<>(Call.get("?page=" + page + "&pagesize=" + PAGE), reply -> Done.of(switch (reply) {
            case Reply.NotSent(_, String why) -> Page.notAsked(cursor, why);
            case Reply.Broke(String why) -> Page.notAsked(cursor, why);
            case Reply.Answered answered -> {
                Answer answer = Answer.of(answered);
                if (!answer.ok() || !answer.body().path("data").isArray()) {
                    yield Page.notAsked(cursor, answer.evidence());
                }
                boolean more = answer.orders().size() >= PAGE;
                yield new Page(messages(answer.orders(), now), more ? String.valueOf(page + 1) : "1", more, null);
            }
        }));
    }

    /** One order again, by the printer's id. */
    static @Nullable Step<Page> one(Ref hint, Instant now) {
        if (hint.kind() != Ref.Kind.ORDER) {
            return null;
        }
        return new Ask<>(Call.get("/" + Http.encoded(hint.value())), reply -> Done.of(switch (reply) {
            case Reply.NotSent(_, String why) -> Page.notAsked(null, why);
            case Reply.Broke(String why) -> Page.notAsked(null, why);
            case Reply.Answered answered -> {
                Answer answer = Answer.of(answered);
                yield answer.ok() && answer.reference().isPresent()
                        ? new Page(messages(List.of(answer.order()), now), null, false, null)
                        : answered.status() == 404
                                ? new Page(List.of(), null, false, null)
                                : Page.notAsked(null, answer.evidence());
            }
        }));
    }

    private static List<Inbound> messages(List<JsonNode> orders, Instant now) {
        return orders.stream().flatMap(order -> Answer.id(order).stream().map(id -> {
            byte[] body = Json.bytes(order);
            return new Inbound(id.value() + "@" + hash(body), "poll", Map.of(), body, now);
        })).toList();
    }

    /** Orders do not say when they last changed. */
    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
