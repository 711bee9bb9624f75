package dev.pressroom.rendering.designs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pressroom.rendering.Hashes;
import dev.pressroom.rendering.ReadProblem;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a customer ordered to be printed, absolute and complete: no template, no default that could change later.
 *
 * @param format
 *            {@value #FORMAT}
 * @param page
 *            the finished page that it was made for
 * @param cover
 *            for products that have one
 * @param pages
 *            the pages of the block, or the sides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Design(String format, String name, Size page, @Nullable CoverDesign cover, List<Surface> pages) {
    public static final String FORMAT = "pressroom-design/1";
    private static final int MOST_PAGES = 2_000;
    private static final int MOST_ELEMENTS = 500;

    /** Made when the first design is read or written: those that only draw one have no use for it. */
    private static final class Json {
        private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
    }

    public record Size(double width, double height) {}

    /**
     * Back, spine and front, laid flat; elements are placed from the back's top left corner. Made for a spine of that
     * width; printed on another, what stands on the front moves and what stands on the spine is centred again.
     *
     * @param panel
     *            front and back each
     * @param spineOf
     *            the print profile for which the printer was asked for this spine; null if nobody was asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CoverDesign(Size panel, double spine, @Nullable String spineOf, Surface surface) {
        public CoverDesign(Size panel, double spine, Surface surface) {
            this(panel, spine, null, surface);
        }

        public CoverDesign {
            if (panel == null || surface == null || !(spine >= 0 && spine <= 300)) {
                throw new IllegalArgumentException("a cover needs panel, surface and a spine of 0 to 300 mm");
            }
        }
    }

    /**
     * One printed side.
     *
     * @param background
     *            null is white paper
     * @param turned
     *            lies on its side: width and height of the page change places; for single sides only
     * @param elements
     *            from the back to the front
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Surface(@Nullable Colour background, boolean turned, List<Element> elements) {
        public Surface {
            elements = elements == null ? List.of() : whole(elements, "an element");
            if (elements.size() > MOST_ELEMENTS) {
                throw new IllegalArgumentException("a surface may have " + MOST_ELEMENTS + " elements, not " + elements.size());
            }
        }

        public boolean shows(String photo) {
            return elements.stream().anyMatch(element -> element instanceof PhotoSlot slot && photo.equals(slot.photo()));
        }
    }

    public Design {
        if (!FORMAT.equals(format)) {
            throw new IllegalArgumentException("format is '" + format + "', this version reads '" + FORMAT + "'");
        }
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
            throw new IllegalArgumentException("name must be 1 to 80 letters, digits, dots, dashes and underscores");
        }
        if (page == null || !(page.width >= 10 && page.width <= 5000 && page.height >= 10 && page.height <= 5000)) {
            throw new IllegalArgumentException("page must have a width and height of 10 to 5000 mm");
        }
        pages = pages == null ? List.of() : whole(pages, "a page");
        if (pages.isEmpty() || pages.size() > MOST_PAGES) {
            throw new IllegalArgumentException("a design has 1 to " + MOST_PAGES + " pages, not " + pages.size());
        }
    }

    private static <T> List<T> whole(List<T> list, String what) {
        if (list.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(what + " is null; leave it out or say what it is");
        }
        return List.copyOf(list);
    }

    /**
     * Reads a design.
     *
     * @throws IllegalArgumentException
     *             with the place in the JSON and what is wrong there
     */
    public static Design read(byte[] json) {
        try {
            Design read = Json.MAPPER.readValue(json, Design.class);
            if (read == null) {
                throw new IllegalArgumentException("there is no design in it, only null");
            }
            return read;
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(ReadProblem.of(wrong), wrong);
        }
    }

    /** The one way to write it: equal designs give equal bytes. */
    public byte[] json() {
        return Json.MAPPER.writeValueAsBytes(this);
    }

    /** As {@link #json()}, for people. */
    public byte[] prettyJson() {
        return Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this);
    }

    /** SHA-256 of {@link #json()}. */
    public String hash() {
        return Hashes.hex(Hashes.sha256(), json());
    }

    /** Every surface, the cover first. */
    public Stream<Surface> surfaces() {
        return Stream.concat(cover == null ? Stream.empty() : Stream.of(cover.surface), pages.stream());
    }

    /** The photographs that it names, each once, in their order. */
    public List<String> photos() {
        return surfaces().flatMap(surface -> surface.elements.stream()).filter(PhotoSlot.class::isInstance).map(PhotoSlot.class::cast)
                .map(PhotoSlot::photo).filter(Objects::nonNull).distinct().toList();
    }

}
