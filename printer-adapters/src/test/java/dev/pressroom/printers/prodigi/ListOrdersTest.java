package dev.pressroom.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Dialect.Page;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListOrdersTest {

    private final Prodigi prodigi = new Prodigi(Samples.profile("prodigi-uk"));
    private final Instant now = Samples.NOW;

    @Test
    void beginsAMonthAgo() {
        assertThat(path(prodigi.changesSince(null, now))).isEqualTo("GET /v4.0/orders?top=100&skip=0&createdFrom=2026-10-22T09%3A00%3A00Z");
    }

    @Test
    void readsPageAfterPage() {
        Page first = page(null,
                orders(true, order("ord_1", "2026-11-01T00:00:00Z", "InProgress"), order("ord_2", "2026-11-02T00:00:00Z", "Complete")));
        assertThat(first.more()).isTrue();
        assertThat(first.messages()).extracting(Inbound::messageKey).containsExactly("ord_1@2026-11-20T00:00:00Z",
                "ord_2@2026-11-20T00:00:00Z");
        assertThat(first.messages()).allSatisfy(message -> {
            assertThat(message.channel()).isEqualTo("poll");
            assertThat(message.receivedAt()).isEqualTo(now);
        });
        assertThat(path(prodigi.changesSince(first.cursor(), now)))
                .isEqualTo("GET /v4.0/orders?top=100&skip=2&createdFrom=2026-10-22T09%3A00%3A00Z");
    }

    @Test
    void goesOnFromTheOldestOpenOrderOfTheWholePass() {
        Page first = page(null,
                orders(true, order("ord_1", "2026-11-01T00:00:00Z", "Complete"), order("ord_2", "2026-11-02T00:00:00Z", "inprogress")));
        Page last = page(first.cursor(), orders(false, order("ord_3", "2026-11-03T00:00:00Z", "InProgress")));
        assertThat(last.more()).isFalse();
        assertThat(path(prodigi.changesSince(last.cursor(), now))).endsWith("skip=0&createdFrom=2026-11-01T23%3A59%3A59Z");
    }

    @Test
    void goesOnFromTheNewestOrderWhenNoneIsOpen() {
        Page page = page(null,
                orders(false, order("ord_1", "2026-11-03T00:00:00Z", "Complete"), order("ord_2", "2026-11-02T00:00:00Z", "Cancelled")));
        assertThat(path(prodigi.changesSince(page.cursor(), now))).endsWith("createdFrom=2026-11-02T23%3A59%3A59Z");
    }

    @Test
    void followsNoOrderForEver() {
        Page page = page(null, orders(false, order("ord_1", "2026-11-01T00:00:00Z", "InProgress")));
        Instant later = now.plus(Duration.ofDays(60));
        Page again = Samples.done(prodigi.changesSince(page.cursor(), later),
                Samples.answered(200, orders(false, order("ord_1", "2026-11-01T00:00:00Z", "InProgress")))).result();
        assertThat(path(prodigi.changesSince(again.cursor(), later))).endsWith("createdFrom=2026-12-21T09%3A00%3A00Z");
    }

    @Test
    void keepsTheCursorWhenThePrinterCannotBeAsked() {
        String cursor = page(null, orders(false, order("ord_1", "2026-11-01T00:00:00Z", "InProgress"))).cursor();
        for (Reply reply : new Reply[]{new Reply.NotSent("x"), new Reply.Broke("x"), Samples.answered(401, ""),
                Samples.answered(500, "<html>")}) {
            Page page = Samples.done(prodigi.changesSince(cursor, now), reply).result();
            assertThat(page.cursor()).isEqualTo(cursor);
            assertThat(page.messages()).isEmpty();
            assertThat(page.problem()).isNotNull();
        }
    }

    @Test
    void beginsAgainWithACursorItCannotRead() {
        for (String cursor : new String[]{"", "x|y|z|w", "2026-11-01T00:00:00Z|a||", "12"}) {
            assertThat(path(prodigi.changesSince(cursor, now))).endsWith("createdFrom=2026-10-22T09%3A00%3A00Z");
        }
    }

    @Test
    void readsAgainWhatAHintNames() {
        Step<Page> step = prodigi.reread(new Ref(Ref.Kind.ORDER, "ord_1"), now);
        assertThat(path(step)).isEqualTo("GET /v4.0/orders/ord_1");
        Page page = Samples.done(step,
                Samples.answered(200, "{\"outcome\":\"Ok\",\"order\":" + order("ord_1", "2026-11-01T00:00:00Z", "InProgress") + "}"))
                .result();
        assertThat(page.problem()).isNull();
        assertThat(page.messages()).hasSize(1);
        assertThat(prodigi.read(page.messages().getFirst()).facts()).isNotEmpty();
    }

    @Test
    void worksOffAHintToAnOrderThatThePrinterDoesNotKnow() {
        Page page = Samples
                .done(prodigi.reread(new Ref(Ref.Kind.ORDER, "ord_forged"), now), Samples.answered(404, "{\"outcome\":\"EntityNotFound\"}"))
                .result();
        assertThat(page.problem()).isNull();
        assertThat(page.messages()).isEmpty();
    }

    @Test
    void keepsTheHintWhenThePrinterCannotBeAsked() {
        for (Reply reply : new Reply[]{new Reply.NotSent("x"), new Reply.Broke("x"), Samples.answered(401, ""),
                Samples.answered(404, "<html>"), Samples.answered(200, "{}")}) {
            assertThat(Samples.done(prodigi.reread(new Ref(Ref.Kind.ORDER, "ord_1"), now), reply).result().problem()).isNotNull();
        }
    }

    private Page page(String cursor, String body) {
        return Samples.done(prodigi.changesSince(cursor, now), Samples.answered(200, body)).result();
    }

    private static String path(Step<Page> step) {
        HttpCall call = Samples.sent(step, HttpCall.class);
        return call.method() + " " + call.path();
    }

    private static String orders(boolean more, String... orders) {
        return "{\"outcome\":\"Ok\",\"orders\":[" + Stream.of(orders).collect(Collectors.joining(",")) + "],\"hasMore\":" + more + "}";
    }

    private static String order(String id, String created, String stage) {
        return "{\"id\":\"%s\",\"created\":\"%s\",\"lastUpdated\":\"2026-11-20T00:00:00Z\",\"status\":{\"stage\":\"%s\"}}".formatted(id,
                created, stage);
    }
}
