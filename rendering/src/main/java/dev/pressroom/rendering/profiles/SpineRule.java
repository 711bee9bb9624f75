package dev.pressroom.rendering.profiles;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How wide the spine is for a number of pages, in millimetres. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({@JsonSubTypes.Type(value = SpineRule.PerPage.class, name = "PER_PAGE"),
        @JsonSubTypes.Type(value = SpineRule.Caliper.class, name = "CALIPER"),
        @JsonSubTypes.Type(value = SpineRule.Table.class, name = "TABLE"), @JsonSubTypes.Type(value = SpineRule.Ask.class, name = "ASK")})
public sealed interface SpineRule {

    /** The width, or empty if only the printer knows. */
    OptionalDouble width(int pages);

    /** So much for each page. */
    record PerPage(double mm) implements SpineRule {
        @Override
        public OptionalDouble width(int pages) {
            return OptionalDouble.of(pages * mm);
        }
    }

    /**
     * Half the pages are sheets of that thickness, and something for boards or glue; rounded up to the next step, if there
     * is one.
     */
    record Caliper(double sheet, double extra, double roundUpTo) implements SpineRule {
        @Override
        public OptionalDouble width(int pages) {
            double width = pages / 2.0 * sheet + extra;
            // A hair less than exact, so that 6.000000001 is not called 6.5.
            return OptionalDouble.of(roundUpTo <= 0 ? width : Math.ceil(width / roundUpTo - 1e-6) * roundUpTo);
        }
    }

    /** The width up to each number of pages; more pages than the last have none. */
    record Table(TreeMap<Integer, Double> upTo) implements SpineRule {
        @Override
        public OptionalDouble width(int pages) {
            Map.Entry<Integer, Double> row = upTo.ceilingEntry(pages);
            return row == null ? OptionalDouble.empty() : OptionalDouble.of(row.getValue());
        }
    }

    /** Boards and hinges cannot be computed: the printer tells for this product, paper and number of pages. */
    record Ask() implements SpineRule {
        @Override
        public OptionalDouble width(int pages) {
            return OptionalDouble.empty();
        }
    }
}
