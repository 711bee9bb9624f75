package dev.pressroom.app.api;

import dev.pressroom.printers.Inbound;
import dev.pressroom.routes.Inbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where printers call us back. Any text that a known printer sends is stored as received and acknowledged, whether or not it can be read; what
 * could not be stored is not acknowledged, so the printer sends it again.
 */
@RestController
@Tag(name = "Printers")
@SecurityRequirements
class WebhookDoor {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");
    /** Whatever text a printer's templates make; pictures, archives and forms with files are nobody's status. */
    private static final List<MediaType> TEXTS = MediaType.parseMediaTypes(
            "application/json, application/*+json, application/xml, application/*+xml, text/*, application/x-www-form-urlencoded");
    private static final int LONGEST_KEY = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final CallbackTokens tokens;
    private final PrinterAccess printers;
    private final Inbox inbox;
    private final Clock clock;

    WebhookDoor(CallbackTokens tokens, PrinterAccess printers, Inbox inbox, Clock clock) {
        this.tokens = tokens;
        this.printers = printers;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Operation(summary = "What a printer tells", description = "The address with its token is handed to the printer with each job.")
    @ApiResponse(responseCode = "200", description = "stored")
    @ApiResponse(responseCode = "401", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "413", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "415", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "503", ref = OpenApiDocs.PROBLEM)
    @PostMapping("/webhooks/{printerId}/{token}")
    ResponseEntity<Void> take(@PathVariable String printerId, @PathVariable String token, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (!tokens.isWebhook(printerId, token) || !printers.known(printerId)) {
            throw ProblemType.NOT_FOUND.exception("no printer is called back here");
        }
        if (!carriesToken(printerId, request.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw ProblemType.UNAUTHENTICATED
                    .exception("calls of this printer carry the token of its profile's postbackToken as Authorization");
        }
        requireText(request.getContentType());
        byte[] body = BoundedBody.read(request);
        Inbound message = new Inbound(key(request, body), "webhook", headers(request), body, clock.instant());
        try {
            return switch (inbox.take(printerId, message)) {
                case STORED, KNOWN, QUARANTINED -> ResponseEntity.ok().build();
            };
        } catch (RuntimeException e) {
            throw notStored(printerId, e);
        }
    }

    private static void requireText(@Nullable String contentType) throws HttpMediaTypeNotSupportedException {
        if (contentType == null) {
            return;
        }
        try {
            MediaType said = MediaType.parseMediaType(contentType);
            if (TEXTS.stream().noneMatch(text -> text.includes(said))) {
                throw new HttpMediaTypeNotSupportedException(said, TEXTS);
            }
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException("the Content-Type cannot be read");
        }
    }

    private boolean carriesToken(String printerId, @Nullable String authorization) {
        return printers.postbackToken(printerId).map(token -> authorization != null
                && (CallbackTokens.equal(token, authorization) || CallbackTokens.equal("Bearer " + token, authorization))).orElse(true);
    }

    static ErrorResponseException notStored(String printerId, RuntimeException cause) {
        return ProblemType.UNAVAILABLE.exception(
                ProblemType.UNAVAILABLE.detail("what " + printerId + " told could not be stored; send it again"), cause);
    }

    /** The sender's own id of the message where there is one: CloudEvents 1.0, HTTP binding 3.1 and 3.2. Else what the message is. */
    private static String key(HttpServletRequest request, byte[] body) {
        String id = request.getHeader("ce-id");
        if (id == null && String.valueOf(request.getContentType()).startsWith("application/cloudevents+json")) {
            id = structuredId(body);
        }
        return id == null || id.isBlank() || id.length() > LONGEST_KEY || id.chars().anyMatch(Character::isISOControl)
                ? Hashes.sha256(body)
                : id;
    }

    private static @Nullable String structuredId(byte[] body) {
        try {
            JsonNode id = JSON.readTree(body).get("id");
            return id != null && id.isString() ? id.stringValue() : null;
        } catch (JacksonException e) {
            // Not JSON after all: the inbox stores and quarantines it.
            return null;
        }
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!CREDENTIALS.contains(lower)) {
                headers.put(lower, String.join(", ", Collections.list(request.getHeaders(name))));
            }
        }
        return headers;
    }
}
