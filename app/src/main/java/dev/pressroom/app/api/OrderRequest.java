package dev.pressroom.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pressroom.orders.Address;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.rendering.designs.Design;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** An order as a shop sends it, checked. What was left out and what was sent as null are the same. */
record OrderRequest(
        @Schema(description = "the shop's own id, for ever", pattern = "[A-Za-z0-9._-]{1,64}", example = "A-1001") String orderId,
        ServiceLevel service, Address shipTo, List<Item> items) {

    private static final JsonMapper CANONICAL = JsonMapper.builder().enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(_ -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    @Schema(name = "NewItem")
    record Item(@Schema(description = "unique in the order", pattern = "[A-Za-z0-9._-]{1,64}", example = "book") String itemId,
            @Schema(description = "our SKU", example = "BOOK-A4-24") String product,
            @Schema(minimum = "1", maximum = "1000", example = "1") int quantity,
            @Schema(description = "in page order, as many as the product takes; with a design: those that it names") List<Photo> photos,
            @Schema(description = "where each photo lies, with texts, cover and all: docs/rendering.md tells the format. Left out, each photo fills a page", type = "object", implementation = Object.class) @Nullable Design design) {

        /** As it is stored: a JSON array. */
        String photosJson() {
            return CANONICAL.writeValueAsString(photos);
        }

        /** As it is stored, frozen. */
        @Nullable
        String designJson() {
            return design == null ? null : new String(design.json(), StandardCharsets.UTF_8);
        }
    }

    /**
     * @param sha256 lower-case hex; checked when the photo is fetched
     * @param crop null means the middle
     */
    record Photo(@Nullable String name, @Schema(example = "https://photos.example.org/1.jpg") String url, @Nullable String sha256,
            @Nullable Crop crop) {}

    @Schema(description = "the part of the upright photo that fills the page: its centre from the left and from the top, and how much closer than just filling it")
    record Crop(@Schema(minimum = "0", maximum = "1", example = "0.5") double x,
            @Schema(minimum = "0", maximum = "1", example = "0.4") double y,
            @Schema(minimum = "1", maximum = "100", example = "1.2") double zoom) {}

    /** The same for every way to write the same order: white space, order of properties, explicit nulls. */
    String contentHash() {
        return Hashes.sha256(CANONICAL.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
    }
}
