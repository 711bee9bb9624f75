package dev.pressroom.app.api;

import dev.pressroom.storage.orders.Decisions;
import dev.pressroom.storage.orders.OrderQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows why which printer got what. */
@RestController
@Tag(name = "Orders")
class DecisionDesk {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final OrderQueries queries;
    private final Decisions decisions;

    DecisionDesk(OrderQueries queries, Decisions decisions) {
        this.queries = queries;
        this.decisions = decisions;
    }

    /** All of an order's decisions, the first one first. */
    record Answer(String orderId, List<Decision> decisions) {}

    /** @param job that went elsewhere or was printed again; absent for the order's first choice */
    record Decision(long version, Instant decidedAt, @Nullable Integer job,
            @Schema(example = "job 1 needs another printer") @Nullable String occasion,
            @Schema(description = "items by printer; empty when nobody could", type = "object") JsonNode chosen,
            @Schema(description = "every printer with what decided for or against it", type = "array") JsonNode candidates) {}

    @Operation(summary = "See why a printer was chosen", description = "Each decision with all candidates and why each lost, in words and as data.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @GetMapping(path = "/v1/orders/{orderId}/decisions", produces = MediaType.APPLICATION_JSON_VALUE)
    Answer decisions(@PathVariable String orderId, Authentication authentication) {
        if (queries.line(orderId).filter(order -> Caller.of(authentication).sees(order.shop())).isEmpty()) {
            throw OrderDesk.unknown(orderId);
        }
        return new Answer(orderId, decisions.of(orderId).stream().map(one -> new Decision(one.version(), one.decidedAt(), one.job(),
                one.occasion(), MAPPER.readTree(one.chosen()), MAPPER.readTree(one.candidates()))).toList());
    }
}
