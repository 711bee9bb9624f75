package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Dialect.Page;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.SaidTime;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The poller: {@code GET /orders?top&skip&createdFrom}. The API lists by creation only, so each pass reads again from the oldest order that was
 * still open in the last one, at most {@link #HORIZON} back; an order open for longer is followed by its webhooks alone.
 */
final class ListOrders {

    static final Duration HORIZON = Duration.ofDays(30);
    private static final int TOP = 100;

    /**
     * Where a pass stands: its beginning, how many orders were read, the oldest open and the newest among them.
     */
    private record Position(Instant from, int skip, @Nullable Instant open, @Nullable Instant newest) {

        static Position parse(@Nullable String cursor, Instant now) {
            Position start = new Position(now.minus(HORIZON), 0, null, null);
            String[] parts = cursor == null ? new String[0] : cursor.split("\\|", -1);
            try {
                return parts.length != 4
                        ? start
                        : new Position(Instant.parse(parts[0]), Integer.parseInt(parts[1]), time(parts[2]), time(parts[3]));
            } catch (DateTimeException | NumberFormatException e) {
                return start;
            }
        }

        private static @Nullable Instant time(String text) {
            return text.isEmpty() ? null : Instant.parse(text);
        }

        Position after(List<JsonNode> orders) {
            Instant oldestOpen = open;
            Instant newestSeen = newest;
            for (JsonNode order : orders) {
                Instant created = SaidTime.read(Json.text(order, "created"), ZoneOffset.UTC, from).at();
                newestSeen = newestSeen == null || created.isAfter(newestSeen) ? created : newestSeen;
                if (open(order)) {
                    oldestOpen = oldestOpen == null || created.isBefore(oldestOpen) ? created : oldestOpen;
                }
            }
            return new Position(from, skip + orders.size(), oldestOpen, newestSeen);
        }

        Position nextPass(Instant now) {
            Instant seen = open != null ? open : newest;
            // A second earlier: the reference does not say whether createdFrom includes its own moment.
            Instant next = seen == null ? from : seen.minusSeconds(1);
            Instant horizon = now.minus(HORIZON);
            return new Position(next.isBefore(horizon) ? horizon : next, 0, null, null);
        }

        private static boolean open(JsonNode order) {
            String stage = Json.text(order, "status", "stage");
            return !("complete".equalsIgnoreCase(stage) || "cancelled".equalsIgnoreCase(stage));
        }

        String text() {
            return String.join("|", from.toString(), String.valueOf(skip), open == null ? "" : open.toString(),
                    newest == null ? "" : newest.toString());
        }
    }

    Step<Page> changesSince(@Nullable String cursor, Instant now) {
        Position at = Position.parse(cursor, now);
        String query = "?top=" + TOP + "&skip=" + at.skip() + "&createdFrom=" + Http.encoded(at.from().toString());
        return new Ask<>(Call.get(query), reply -> Done.of(switch (reply) {
            case Reply.NotSent(_, String why) -> Page.notAsked(cursor, why);
            case Reply.Broke(String why) -> Page.notAsked(cursor, why);
            case Reply.Answered answered -> page(Answer.of(answered), at, cursor, now);
        }));
    }

    private static Page page(Answer answer, Position at, @Nullable String cursor, Instant now) {
        if (!answer.ok() || !answer.body().path("orders").isArray()) {
            return Page.notAsked(cursor, answer.evidence());
        }
        Position next = at.after(answer.orders());
        boolean more = answer.body().path("hasMore").asBoolean(false) && !answer.orders().isEmpty();
        return new Page(answer.orders().stream().flatMap(order -> message(order, now)).toList(),
                more ? next.text() : next.nextPass(now).text(), more, null);
    }

    /** Reads one order again. The printer not knowing it is an answer too: then the hint was forged, or the order is still held. */
    Step<Page> reread(Ref hint, Instant now) {
        return new Ask<>(Call.get("/" + Http.encoded(hint.value())), reply -> Done.of(switch (reply) {
            case Reply.NotSent(_, String why) -> Page.notAsked(null, why);
            case Reply.Broke(String why) -> Page.notAsked(null, why);
            case Reply.Answered answered -> reread(Answer.of(answered), now);
        }));
    }

    private static Page reread(Answer answer, Instant now) {
        List<Inbound> messages = new ArrayList<>(answer.ok() ? message(answer.order(), now).toList() : List.of());
        return messages.isEmpty() && !answer.outcome().equals("entitynotfound")
                ? Page.notAsked(null, answer.evidence())
                : new Page(messages, null, false, null);
    }

    private static Stream<Inbound> message(JsonNode order, Instant now) {
        String updated = Json.text(order, "lastUpdated");
        return Answer.reference(order).stream()
                .map(id -> new Inbound(id.value() + "@" + (updated == null ? "" : updated), "poll", Map.of(), Json.bytes(order), now));
    }
}
