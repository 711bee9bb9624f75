package dev.pressroom.app.api;

import dev.pressroom.orders.Ref;
import dev.pressroom.routes.Inbox;
import dev.pressroom.storage.OfferedTickets;
import dev.pressroom.storage.OfferedTickets.OfferedTicket;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where printers that pull fetch their tickets, each with its own token and only its own. */
@RestController
@Tag(name = "Printers")
@SecurityRequirements
class TicketDoor {

    private static final String BEARER = "Bearer ";

    private final PrinterAccess printers;
    private final OfferedTickets tickets;
    private final Inbox inbox;

    TicketDoor(PrinterAccess printers, OfferedTickets tickets, Inbox inbox) {
        this.printers = printers;
        this.tickets = tickets;
        this.inbox = inbox;
    }

    @Operation(summary = "Fetch a ticket", description = "For printers that pull; the token is the printer's own.")
    @ApiResponse(responseCode = "200", description = "the ticket in the printer's own form")
    @ApiResponse(responseCode = "401", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "503", ref = OpenApiDocs.PROBLEM)
    @GetMapping("/printers/{printerId}/tickets/{reference}")
    ResponseEntity<byte[]> fetch(HttpMethod method, @PathVariable String printerId, @PathVariable String reference,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        if (!may(printerId, authorization)) {
            ErrorResponseException denied = ProblemType.UNAUTHENTICATED
                    .exception("tickets of " + JsonFields.shown(printerId) + " need its own bearer token");
            denied.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw denied;
        }
        OfferedTicket ticket = tickets.find(printerId, reference).orElseThrow(() -> ProblemType.NOT_FOUND
                .exception("no ticket " + JsonFields.shown(reference) + " is offered to " + printerId));
        if (method.equals(HttpMethod.GET)) {
            pulled(printerId, ticket.name());
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(ticket.contentType())).body(ticket.bytes());
    }

    /** Before the ticket goes out: a fetch that breaks is repeated by the printer, a fact that was not stored would be lost. */
    private void pulled(String printerId, Ref name) {
        try {
            inbox.pulled(printerId, name);
        } catch (RuntimeException e) {
            throw WebhookDoor.notStored(printerId, e);
        }
    }

    private boolean may(String printerId, @Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && printers.claimToken(printerId).filter(token -> CallbackTokens.equal(token, authorization.substring(BEARER.length())))
                        .isPresent();
    }
}
