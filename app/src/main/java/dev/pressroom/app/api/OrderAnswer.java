package dev.pressroom.app.api;

import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.storage.orders.OrderView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order with everything that happened to it. */
record OrderAnswer(Line order, List<OrderView.Item> items, List<OrderView.Job> jobs, List<OrderView.Happening> timeline) {

    static OrderAnswer of(OrderView view) {
        return new OrderAnswer(Line.of(view.order()), view.items(), view.jobs(), view.timeline());
    }

    /** An order in short. */
    @Schema(name = "OrderLine")
    record Line(String orderId, String shop, String service, String country, String placedBy, Instant placedAt, String stage,
            @Nullable Attention attention, @Schema(description = "what has to happen next") @Nullable String waitingFor,
            @Schema(description = "when somebody looks again") @Nullable Instant dueAt, @Nullable Instant closedAt) {

        static Line of(OrderView.Line order) {
            return new Line(order.orderId(), order.shop(), order.service(), order.country(), order.placedBy(), order.placedAt(),
                    order.stage(),
                    order.attention() == null ? null : Attention.of(order.attention(), order.attentionAbout()), order.waitingFor(),
                    order.dueAt(), order.closedAt());
        }
    }

    /** Why a person is needed, about which job, printer, item or photo, and what to do. */
    record Attention(String code, @Nullable String what, @Nullable String about, @Nullable String nextStep) {

        private static final Map<String, AttentionCode> CATALOGUE = Stream.of(AttentionCode.values())
                .collect(Collectors.toUnmodifiableMap(AttentionCode::name, Function.identity()));

        /** A code that only a newer release knows is shown bare. */
        static Attention of(String code, @Nullable String about) {
            AttentionCode known = CATALOGUE.get(code);
            return new Attention(code, known == null ? null : known.what(), about, known == null ? null : known.nextStep());
        }
    }

    /**
     * Orders, the newest first.
     *
     * @param next {@code after} of the next page; null on the last
     */
    record Page(List<Line> orders, @Schema(description = "give it as 'after' for the next page") @Nullable String next) {}

    /** What a shop gets for an order taken: the same for the same order, however often it is sent. */
    record Receipt(String orderId, Instant placedAt, @Schema(example = "/v1/orders/A-1001") String href) {}
}
