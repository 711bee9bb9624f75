package dev.pressroom.app.api;

import dev.pressroom.storage.tracking.Reports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators what the nightly reconciliation reported; orders name the runs that read their parcels' scans. */
@RestController
@Tag(name = "Reports")
class ReportDesk {

    private final Reports reports;

    ReportDesk(Reports reports) {
        this.reports = reports;
    }

    @Operation(summary = "See a reconciliation's report", description = "As a page, or as JSON for machines.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @GetMapping(path = "/v1/reports/{run}", produces = MediaType.APPLICATION_JSON_VALUE)
    String summary(@PathVariable long run) {
        return known(reports.summary(run), run);
    }

    @GetMapping(path = "/v1/reports/{run}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(@PathVariable long run) {
        return ResponseEntity.ok().header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(known(reports.page(run), run));
    }

    private static String known(Optional<String> report, long run) {
        return report.orElseThrow(() -> ProblemType.NOT_FOUND.exception(
                "no run " + run + " has a report; 'reports' of an order's shipments tells which have"));
    }
}
