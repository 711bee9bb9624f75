package dev.pressroom.app.api;

import dev.pressroom.orders.OrderIds;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import dev.pressroom.storage.orders.CommandLog;
import dev.pressroom.storage.orders.CommandLog.Asked;
import dev.pressroom.storage.orders.CommandLog.Logged;
import dev.pressroom.storage.orders.OrderQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cancels orders. Who asked, when and why is noted before anybody is asked; a command known by its id is one command however often it comes. */
@RestController
@Tag(name = "Orders")
class CancelDesk {

    private static final Logger LOG = LoggerFactory.getLogger(CancelDesk.class);
    private static final String KIND = "CANCEL";

    private final OrderQueries queries;
    private final CommandLog commands;
    private final OrderCommands process;
    private final Clock clock;

    CancelDesk(OrderQueries queries, CommandLog commands, OrderCommands process, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.process = process;
        this.clock = clock;
    }

    /** @param commandId made up here when left out; it is in the answer */
    record Cancel(@Schema(pattern = "[A-Za-z0-9._-]{1,64}", example = "ticket-4711") @Nullable String commandId,
            @Schema(maxLength = 500, example = "customer found a typo") @Nullable String reason) {}

    @Operation(summary = "Cancel an order", description = "Asks the order's process, and through it the printer. Repeat with the same commandId when no answer came or it was PENDING.", requestBody = @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = Cancel.class), examples = @ExampleObject(name = "with a reason", value = Examples.CANCEL))))
    @ApiResponse(responseCode = "200", description = "done")
    @ApiResponse(responseCode = "202", description = "the printer has to agree first", content = @Content(schema = @Schema(implementation = CommandAnswer.class)))
    @ApiResponse(responseCode = "400", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "409", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "503", ref = OpenApiDocs.PROBLEM)
    @PostMapping(path = "/v1/orders/{orderId}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CommandAnswer> cancel(@PathVariable String orderId, HttpServletRequest request, Authentication authentication)
            throws IOException {
        Caller caller = Caller.of(authentication);
        if (queries.line(orderId).filter(order -> caller.sees(order.shop())).isEmpty()) {
            throw OrderDesk.unknown(orderId);
        }
        Cancel cancel = read(BoundedBody.read(request));
        String commandId = cancel.commandId() == null ? UUID.randomUUID().toString() : cancel.commandId();
        Logged logged = commands.ask(new Asked(orderId, commandId, KIND, caller.name(), clock.instant(), cancel.reason()));
        LOG.atInfo().addKeyValue("orderId", orderId).addKeyValue("commandId", commandId).addKeyValue("client", caller.name())
                .log("cancellation asked");
        Answer answer = logged.answer().filter(known -> known.kind() != Answer.Kind.PENDING).orElseGet(() -> ask(orderId, commandId));
        return answered(CommandAnswer.of(orderId, commandId, answer));
    }

    private Answer ask(String orderId, String commandId) {
        try {
            Answer answer = process.ask(orderId, new Command.Cancel(commandId));
            commands.answered(orderId, commandId, answer, clock.instant());
            return answer;
        } catch (CommandsUnavailable e) {
            ProblemDetail problem = ProblemType.UNAVAILABLE.detail(
                    "order " + orderId + " cannot be asked now, or its answer did not come; repeat with the same commandId " + commandId);
            problem.setProperty("commandId", commandId);
            throw ProblemType.UNAVAILABLE.exception(problem, e);
        }
    }

    private static ResponseEntity<CommandAnswer> answered(CommandAnswer answer) {
        return switch (answer.answer()) {
            case DONE -> ResponseEntity.ok(answer);
            case PENDING -> ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
            case REFUSED -> {
                ProblemDetail problem = ProblemType.COMMAND_REFUSED.detail(answer.words());
                problem.setProperty("commandId", answer.commandId());
                problem.setProperty("refusal", answer.code());
                throw ProblemType.COMMAND_REFUSED.exception(problem, null);
            }
        };
    }

    private static Cancel read(byte[] body) {
        if (body.length == 0) {
            return new Cancel(null, null);
        }
        JsonFields fields = new JsonFields(StrictJson.read(body));
        Cancel cancel = new Cancel(fields.optionalText("commandId", 64), fields.optionalText("reason", 500));
        if (cancel.commandId() != null && !OrderIds.valid(cancel.commandId())) {
            fields.problem("commandId", "has characters that an id may not have", "use " + OrderIds.RULE + ", or leave it out");
        }
        fields.done();
        if (!fields.problems().isEmpty()) {
            throw ProblemType.INVALID_REQUEST.exception(fields.problems());
        }
        return cancel;
    }
}
