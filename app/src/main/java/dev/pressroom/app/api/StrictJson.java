package dev.pressroom.app.api;

import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Request bodies: one JSON value, no property twice; a body that is none is refused with the place where it breaks. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Where an unclosed bracket began, told in terms of the parser's own settings. */
    private static final Pattern JACKSONS_OWN = Pattern.compile(" \\(start marker at .*\\)$");

    private StrictJson() {}

    static JsonNode read(byte[] body) {
        try {
            JsonNode value = MAPPER.readTree(body);
            if (value.isMissingNode()) {
                throw ProblemType.MALFORMED_JSON.exception("line 1, column 1: the body is empty");
            }
            return value;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String where = place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
            throw ProblemType.MALFORMED_JSON.exception(
                    where + JACKSONS_OWN.matcher(Objects.requireNonNullElse(e.getOriginalMessage(), "cannot be read")).replaceAll(""));
        }
    }
}
