package dev.pressroom.app.api;

import static java.util.stream.Collectors.joining;

import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.orders.process.Status.Stage;
import dev.pressroom.storage.orders.OrderQueries;
import dev.pressroom.storage.orders.OrderQueries.Filter;
import dev.pressroom.storage.orders.OrderView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows orders. */
@RestController
@Tag(name = "Orders")
class OrderDesk {

    private static final int LARGEST_PAGE = 200;
    private static final String ANY = "ANY";

    private final OrderQueries queries;

    OrderDesk(OrderQueries queries) {
        this.queries = queries;
    }

    @Operation(summary = "See an order", description = "Its status, jobs, parcels and all that happened to it.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @GetMapping(path = "/v1/orders/{orderId}", produces = MediaType.APPLICATION_JSON_VALUE)
    OrderAnswer order(@PathVariable String orderId, Authentication authentication) {
        return queries.find(orderId).filter(view -> Caller.of(authentication).sees(view.order().shop())).map(OrderAnswer::of)
                .orElseThrow(() -> unknown(orderId));
    }

    @Operation(summary = "List orders", description = "The newest first; a shop sees its own.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "400", ref = OpenApiDocs.PROBLEM)
    @GetMapping(path = "/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    OrderAnswer.Page orders(@RequestParam(required = false) @Nullable Stage stage,
            @Parameter(description = "a code of why a person is needed, or ANY") @RequestParam(required = false) @Nullable String attention,
            @Parameter(description = "'next' of the page before") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "how many, at most " + LARGEST_PAGE) @RequestParam(defaultValue = "50") int limit,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        boolean any = ANY.equals(attention);
        Filter filter = new Filter(caller.operator() ? null : caller.name(), stage == null ? null : stage.name(),
                attention == null || any ? null : known(attention), any);
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<OrderView.Line> found = queries.list(filter, after == null ? null : visible(after, caller), size + 1);
        List<OrderAnswer.Line> page = found.stream().limit(size).map(OrderAnswer.Line::of).toList();
        return new OrderAnswer.Page(page, found.size() > size ? page.getLast().orderId() : null);
    }

    private OrderView.Line visible(String after, Caller caller) {
        return queries.line(after).filter(line -> caller.sees(line.shop())).orElseThrow(() -> ProblemType.INVALID_REQUEST
                .exception(List.of(new Problem("?after", "there is no such order", "give 'next' of the page before, or leave it out"))));
    }

    private static String known(String attention) {
        if (Arrays.stream(AttentionCode.values()).noneMatch(code -> code.name().equals(attention))) {
            throw ProblemType.INVALID_REQUEST.exception(List.of(new Problem("?attention", JsonFields.shown(attention) + " is not known",
                    "give ANY or one of " + Arrays.stream(AttentionCode.values()).map(Enum::name).collect(joining(", ")))));
        }
        return attention;
    }

    static RuntimeException unknown(String orderId) {
        return ProblemType.ORDER_UNKNOWN.exception("no order " + JsonFields.shown(orderId) + " of yours; check the id");
    }
}
