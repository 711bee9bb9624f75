package dev.pressroom.rendering.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Element.Align;
import dev.pressroom.rendering.designs.Element.Valign;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ready look for a kind of product: page layouts whose places are fractions of the page, so that one template serves
 * every size. It is resolved to an absolute design before an order is placed; changing it changes no design.
 *
 * @param profile
 *            the print profile that it is meant for, unless another is asked for
 * @param opening
 *            the first page, or null
 * @param closing
 *            the last page, or null
 * @param layouts
 *            pages with photographs
 * @param quiet
 *            pages that may stand beside a photograph where photographs are few; none means that every page has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Template(String id, String name, Kind kind, String profile, @Nullable Layout cover, @Nullable Layout opening,
        @Nullable Layout closing, List<Layout> layouts, List<Layout> quiet) {

    public enum Kind {
        /** Pages that follow each other, as many as the photographs need. */
        BOOK,
        /** Each photograph on a side of its own. */
        PRINTS,
        /** A fixed number of sides, each with its own layout. */
        CARD,
        /** A title and the twelve months of a year. */
        CALENDAR
    }

    /** Which way a photograph must lie for a slot. */
    public enum Shape {
        ANY, LANDSCAPE, PORTRAIT
    }

    /** One page. */
    public record Layout(String id, @Nullable Colour background, List<Part> parts) {
        public Layout {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        List<Part> slots() {
            return parts.stream().filter(part -> part.photo() != null).toList();
        }
    }

    /**
     * A place on a page. Exactly one of photo, text, fill, month says what stands there.
     *
     * @param at
     *            in fractions of the page; on a cover, of the panel
     * @param inset
     *            millimetres by which the place is smaller on each side
     * @param panel
     *            on a cover: where
     * @param text
     *            with {@code {title}}, {@code {subtitle}}, {@code {dates}}, {@code {month}}, {@code {year}}, {@code {photos}}
     * @param month
     *            the grid of the month's days
     * @param size
     *            of text, in thousandths of the page's shorter side
     * @param square
     *            a photograph's place is made square about its centre
     */
    public record Part(Box at, double inset, @Nullable Panel panel, @Nullable Shape photo, @Nullable String text, @Nullable Colour fill,
            @Nullable Boolean month, @Nullable String font, double size, @Nullable Colour colour, @Nullable Align align,
            @Nullable Valign valign, double corner, double border, @Nullable Colour borderColour, double rotation, boolean square) {}

    public enum Panel {
        FRONT, SPINE, BACK, WHOLE
    }

    public Template {
        layouts = layouts == null ? List.of() : List.copyOf(layouts);
        quiet = quiet == null ? List.of() : List.copyOf(quiet);
    }
}
