package dev.pressroom.app.api;

import dev.pressroom.app.api.CommandReader.Wish;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import dev.pressroom.storage.orders.AddressBook;
import dev.pressroom.storage.orders.CommandLog;
import dev.pressroom.storage.orders.CommandLog.Asked;
import dev.pressroom.storage.orders.CommandLog.Logged;
import dev.pressroom.storage.orders.OrderQueries;
import dev.pressroom.storage.orders.OrderView;
import dev.pressroom.workflows.OrderJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes commands for orders. Who asked, when and why is noted before anybody is asked; a command known by its id is one command however
 * often it comes.
 */
@RestController
@Tag(name = "Orders")
class CommandDesk {

    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

    private final OrderQueries queries;
    private final CommandLog commands;
    private final AddressBook addresses;
    private final OrderCommands process;
    private final Clock clock;

    CommandDesk(OrderQueries queries, CommandLog commands, AddressBook addresses, OrderCommands process, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.addresses = addresses;
        this.process = process;
        this.clock = clock;
    }

    @Operation(summary = "Give an order a command", description = "cancel, hold, release, address, reroute, reprint, retry or resolve. Asks the order's process, and through it the printer. Repeat with the same commandId when no answer came or it was PENDING. A shop may cancel, hold, release and change the address; the others are for operators.", requestBody = @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = CommandReader.Body.class), examples = {
            @ExampleObject(name = "cancel with a reason", value = Examples.CANCEL),
            @ExampleObject(name = "reprint a damaged book", value = Examples.REPRINT)})))
    @ApiResponse(responseCode = "200", description = "done")
    @ApiResponse(responseCode = "202", description = "the printer has to agree first", content = @Content(schema = @Schema(implementation = CommandAnswer.class)))
    @ApiResponse(responseCode = "400", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "403", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "409", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "503", ref = OpenApiDocs.PROBLEM)
    @PostMapping(path = "/v1/orders/{orderId}/{command:" + CommandReader.NAMES + "}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CommandAnswer> ask(@PathVariable String orderId,
            @Parameter(schema = @Schema(allowableValues = {"cancel", "hold", "release", "address", "reroute", "reprint", "retry",
                    "resolve"})) @PathVariable String command,
            HttpServletRequest request, Authentication authentication) throws IOException {
        Caller caller = Caller.of(authentication);
        OrderView.Line order = queries.line(orderId).filter(line -> caller.sees(line.shop())).orElseThrow(() -> OrderDesk.unknown(orderId));
        if (!caller.operator() && !CommandReader.SHOPS.contains(command)) {
            throw new AccessDeniedException(command + " is for operators");
        }
        Wish wish = CommandReader.read(command, BoundedBody.read(request), order.country());
        Command asked = wish.command();
        if (wish.address() != null) {
            asked = new Command.ChangeAddress(asked.commandId(),
                    addresses.store(orderId, asked.commandId(), wish.address(), clock.instant()).orElseThrow(CommandDesk::otherCommand));
        }
        Logged logged = commands.ask(new Asked(orderId, asked.commandId(), wish.kind(), caller.name(), clock.instant(), wish.reason(),
                wish.evidence(), OrderJson.write(asked)));
        if (!OrderJson.write(asked).equals(logged.asked().detail())) {
            throw otherCommand();
        }
        LOG.atInfo().addKeyValue("orderId", orderId).addKeyValue("commandId", asked.commandId()).addKeyValue("client", caller.name())
                .log("{} asked", command);
        Command sent = asked;
        Answer answer = logged.answer().filter(known -> known.kind() != Answer.Kind.PENDING).orElseGet(() -> ask(orderId, sent));
        return answered(CommandAnswer.of(orderId, sent, answer));
    }

    private static ErrorResponseException otherCommand() {
        return ProblemType.INVALID_REQUEST.exception(List.of(new Problem("/commandId", "belongs to another command of this order",
                "give each command an id of its own, or leave it out")));
    }

    private Answer ask(String orderId, Command command) {
        try {
            Answer answer = process.ask(orderId, command);
            commands.answered(orderId, command.commandId(), answer, clock.instant());
            return answer;
        } catch (CommandsUnavailable e) {
            ProblemDetail problem = ProblemType.UNAVAILABLE.detail("order " + orderId
                    + " cannot be asked now, or its answer did not come; repeat with the same commandId " + command.commandId());
            problem.setProperty("commandId", command.commandId());
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
}
