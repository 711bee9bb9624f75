package dev.pressroom.app.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** One thing that is wrong with a request. */
@Schema(name = "RequestProblem")
record Problem(
        @Schema(description = "where: a JSON pointer (RFC 6901) into the body, or ?name for a query parameter", example = "/shipTo/country") String pointer,
        @Schema(description = "what is wrong", example = "'Germany' is not a country code") String problem,
        @Schema(description = "what to do", example = "write the ISO 3166-1 alpha-2 code in capitals, for example DE") String hint) {}
