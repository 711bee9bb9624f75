package dev.pressroom.app.api;

import dev.pressroom.app.api.PrinterAccess.Known;
import dev.pressroom.storage.printers.PrinterControl;
import dev.pressroom.storage.printers.PrinterControl.LaneHealth;
import dev.pressroom.storage.printers.PrinterControl.Mode;
import dev.pressroom.storage.printers.PrinterControl.Standing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Printers for operators: how they are, and pause, drain, resume. Every instance follows within seconds. */
@RestController
@Tag(name = "Printers")
class PrinterDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PrinterDesk.class);

    private final PrinterAccess printers;
    private final PrinterControl control;

    PrinterDesk(PrinterAccess printers, PrinterControl control) {
        this.printers = printers;
        this.control = control;
    }

    /** Why, in the operator's words. */
    record Change(@Schema(maxLength = 500, example = "new press is installed") @Nullable String reason) {}

    @Operation(summary = "List the printers", description = "Their mode, who set it and why, and how each instance reaches them.")
    @ApiResponse(responseCode = "200")
    @GetMapping(path = "/v1/printers", produces = MediaType.APPLICATION_JSON_VALUE)
    PrinterAnswer.Printers list() {
        Map<String, Standing> standings = control.standings();
        Collection<LaneHealth> lanes = control.lanes();
        return new PrinterAnswer.Printers(printers.all().stream().map(printer -> PrinterAnswer.of(printer,
                standings.getOrDefault(printer.id(), Standing.untouched(printer.id())), lanes)).toList());
    }

    @Operation(summary = "Pause, drain or resume a printer", description = "pause: nothing that changes anything there is sent, jobs for it wait. drain: no new jobs; those routed to it and not handed over go elsewhere, and only to it if nobody else takes them. resume: as before. The same again changes nothing but who and why.", requestBody = @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = Change.class), examples = @ExampleObject(name = "with a reason", value = "{\"reason\": \"new press is installed\"}"))))
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "400", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @PostMapping(path = "/v1/printers/{printerId}/{change:pause|drain|resume}", produces = MediaType.APPLICATION_JSON_VALUE)
    PrinterAnswer change(@PathVariable String printerId, @PathVariable String change, HttpServletRequest request,
            Authentication authentication)
            throws IOException {
        Known printer = printers.all().stream().filter(known -> known.id().equals(printerId)).findFirst()
                .orElseThrow(() -> ProblemType.NOT_FOUND.exception("no printer " + JsonFields.shown(printerId)
                        + "; configured are " + String.join(", ", printers.all().stream().map(Known::id).toList())));
        String by = Caller.of(authentication).name();
        String reason = reason(BoundedBody.read(request));
        Mode mode = switch (change) {
            case "pause" -> Mode.PAUSED;
            case "drain" -> Mode.DRAINING;
            default -> Mode.OPEN;
        };
        Standing standing = control.set(printerId, mode, by, reason);
        LOG.atInfo().addKeyValue("printer", printerId).addKeyValue("client", by).addKeyValue("mode", mode).log("printer's mode changed");
        return PrinterAnswer.of(printer, standing, control.lanes());
    }

    private static @Nullable String reason(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        JsonFields fields = new JsonFields(StrictJson.read(body));
        String reason = fields.optionalText("reason", 500);
        fields.done();
        if (!fields.problems().isEmpty()) {
            throw ProblemType.INVALID_REQUEST.exception(fields.problems());
        }
        return reason;
    }
}
