package dev.pressroom.rendering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one printer wants for one product, as data. Every number differs per printer and product, none is built in.
 *
 * @param version
 *            names the profile and its revision; the same version and the same input give the same bytes
 * @param trimWidthMm
 *            width of the finished page
 * @param trimHeightMm
 *            height of the finished page
 * @param bleedMm
 *            what is printed beyond each edge and cut away
 * @param pages
 *            how many pages the product may have, counted over all its files
 * @param maxBytes
 *            the largest file that the printer takes
 * @param outputIntent
 *            the printing condition to declare, if the printer names one
 */
public record PrintProfile(String version, double trimWidthMm, double trimHeightMm, double bleedMm, FileLayout layout, Pages pages,
        Resolution resolution, long maxBytes, @Nullable OutputIntent outputIntent) {

    /** How pages are spread over files. */
    public enum FileLayout {
        /** One file with all pages, one photograph on each. */
        BLOCK,
        /** One file of one page for each photograph; the sheet lies as its photograph does, landscape or portrait. */
        ONE_FILE_PER_PRINT
    }

    /** The rule for the number of pages. */
    public record Pages(int minimum, int maximum, int multiple) {}

    /** Pixels per inch on paper below which is warned, and below which is refused. */
    public record Resolution(int warnBelowDpi, int rejectBelowDpi) {}

    /**
     * A characterised printing condition.
     *
     * @param condition
     *            its name in the ICC registry, such as {@code FOGRA39}
     * @param profile
     *            file of its ICC profile, of class {@code prtr}
     */
    public record OutputIntent(String condition, Path profile) {}

    /** Refuses a profile that cannot be meant, listing everything that is wrong with it. */
    public PrintProfile {
        List<String> wrong = new ArrayList<>();
        if (version.isBlank()) {
            wrong.add("version is empty");
        }
        if (!(trimWidthMm >= 10 && trimWidthMm <= 5000 && trimHeightMm >= 10 && trimHeightMm <= 5000)) {
            wrong.add("trim size " + trimWidthMm + " x " + trimHeightMm + " mm must lie within 10 and 5000 mm");
        }
        if (!(bleedMm >= 0 && bleedMm <= 50)) {
            wrong.add("bleed " + bleedMm + " mm must lie within 0 and 50 mm");
        }
        if (pages.minimum < 1 || pages.maximum < pages.minimum || pages.multiple < 1) {
            wrong.add("page rule " + pages + " must have 1 <= minimum <= maximum and multiple >= 1");
        }
        if (resolution.rejectBelowDpi < 1 || resolution.warnBelowDpi < resolution.rejectBelowDpi) {
            wrong.add(resolution + " must have 1 <= rejectBelowDpi <= warnBelowDpi");
        }
        if (maxBytes < 1) {
            wrong.add("maxBytes " + maxBytes + " must be at least 1");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("print profile '" + version + "': " + String.join("; ", wrong));
        }
    }
}
