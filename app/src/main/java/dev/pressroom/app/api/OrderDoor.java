package dev.pressroom.app.api;

import dev.pressroom.app.api.OrderAnswer.Receipt;
import dev.pressroom.app.tracing.OrderTrace;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.NewOrder;
import dev.pressroom.storage.orders.Placement;
import dev.pressroom.workflows.OrderJson;
import io.opentelemetry.api.trace.SpanKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders: stored before they are acknowledged, and once however often they are sent. */
@RestController
@Tag(name = "Orders")
class OrderDoor {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDoor.class);

    private final OrderReader reader;
    private final Intake intake;
    private final GraceWindow grace;
    private final Clock clock;

    OrderDoor(OrderReader reader, Intake intake, GraceWindow grace, Clock clock) {
        this.reader = reader;
        this.intake = intake;
        this.grace = grace;
        this.clock = clock;
    }

    @Operation(summary = "Place an order", description = "Send it again when no answer came: the same order is taken once and answered alike.", requestBody = @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = OrderRequest.class), examples = @ExampleObject(name = "a photo book", value = Examples.ORDER))))
    @ApiResponse(responseCode = "201", description = "taken; Location tells where it can be watched")
    @ApiResponse(responseCode = "200", description = "the same order was taken before", content = @Content(schema = @Schema(implementation = Receipt.class)))
    @ApiResponse(responseCode = "400", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "409", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "413", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "422", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "503", ref = OpenApiDocs.PROBLEM)
    @PostMapping(path = "/v1/orders", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Receipt> place(HttpServletRequest request, Authentication authentication) throws IOException {
        OrderRequest order = reader.read(BoundedBody.read(request));
        String shop = Caller.of(authentication).name();
        return switch (OrderTrace.span(order.orderId(), "api place order", SpanKind.SERVER, () -> intake.place(checked(order, shop)))) {
            case Placement.Placed(Instant at) -> {
                LOG.atInfo().addKeyValue("orderId", order.orderId()).addKeyValue("client", shop).log("order placed");
                yield ResponseEntity.created(URI.create(href(order.orderId())))
                        .body(new Receipt(order.orderId(), at, href(order.orderId())));
            }
            case Placement.Same(Instant at) -> ResponseEntity.ok(new Receipt(order.orderId(), at, href(order.orderId())));
            case Placement.Different() -> throw ProblemType.ORDER_DIFFERS.exception("there is an order " + order.orderId()
                    + " with other content, and nothing of this one was taken; to change that order cancel it, and place the new one under an id of its own");
        };
    }

    private NewOrder checked(OrderRequest order, String shop) {
        Instant now = clock.instant();
        Duration window = grace.of(shop, order.service());
        Fact fact = new Fact.OrderPlaced(new Told(NewOrder.source(shop), order.orderId(), now, null, null, now),
                window.isZero() ? null : now.plus(window));
        return new NewOrder(order.orderId(), shop, order.service(), order.shipTo(), order.items().stream()
                .map(item -> new NewOrder.Item(item.itemId(), item.product(), item.quantity(), item.photosJson(), item.designJson()))
                .toList(),
                order.contentHash(), shop, now, OrderJson.write(fact));
    }

    private static String href(String orderId) {
        return "/v1/orders/" + orderId;
    }
}
