package dev.pressroom.app.api;

import dev.pressroom.storage.files.FileStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where printers fetch artwork, in parts if they like; the address is the permission. */
@RestController
@Tag(name = "Printers")
@SecurityRequirements
class ArtworkDoor {

    private final CallbackTokens tokens;
    private final FileStore files;
    private final Clock clock;

    ArtworkDoor(CallbackTokens tokens, FileStore files, Clock clock) {
        this.tokens = tokens;
        this.files = files;
        this.clock = clock;
    }

    @Operation(summary = "Fetch artwork", description = "By the signed address of the ticket; ranges are served.")
    @ApiResponse(responseCode = "200", description = "the print-ready file")
    @ApiResponse(responseCode = "404", ref = OpenApiDocs.PROBLEM)
    @ApiResponse(responseCode = "410", ref = OpenApiDocs.PROBLEM)
    @GetMapping("/artwork/{expiry:[0-9]{1,12}}-{token}/{sha256:[0-9a-f]{64}}.pdf")
    ResponseEntity<Resource> fetch(@PathVariable long expiry, @PathVariable String token, @PathVariable String sha256) throws IOException {
        if (!tokens.isArtwork(expiry, token, sha256) || !files.exists(sha256)) {
            throw ProblemType.NOT_FOUND.exception("no artwork at this address; check that it was not shortened");
        }
        if (clock.instant().isAfter(Instant.ofEpochSecond(expiry))) {
            throw ProblemType.ARTWORK_EXPIRED.exception("it was good until " + Instant.ofEpochSecond(expiry) + "; ask for a new ticket");
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).eTag('"' + sha256 + '"')
                .cacheControl(CacheControl.noCache().cachePrivate()).body(new FileSystemResource(files.path(sha256)));
    }
}
