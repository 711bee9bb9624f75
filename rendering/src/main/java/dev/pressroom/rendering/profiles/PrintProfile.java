package dev.pressroom.rendering.profiles;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Hashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one printer wants of the files for one product, as data. Every number differs per printer and product, none is
 * built in. Lengths are millimetres.
 *
 * @param version
 *            counts up with each change; the same design and the same version give the same bytes
 * @param trim
 *            the finished page
 * @param safe
 *            how far from the cut text must stay
 * @param pages
 *            how many pages the block, or the set of sides, may have; a cover is none of them
 * @param cover
 *            for products that have one
 * @param maxBytes
 *            the largest file that the printer takes
 * @param fileName
 *            with {@code {name}}, {@code {part}} ({@code cover}, {@code block}, {@code print}) and {@code {number}}
 *            (three digits) filled in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrintProfile(String id, int version, @Nullable String name, @Nullable String source, Trim trim, Bleed bleed, double safe,
        Pages pages, FileLayout layout, Resolution resolution, Colour colour, @Nullable Cover cover, Marks marks, long maxBytes,
        String fileName) {

    /** How surfaces are spread over files. */
    public enum FileLayout {
        /** One file with all pages; the product has no printed cover. */
        BLOCK,
        /** One file with all pages, one with the cover as a single page. */
        BLOCK_AND_COVER,
        /** One file whose first page is the cover. */
        SINGLE_PDF_COVER_FIRST,
        /** One file of one page for each side; a sheet lies landscape or portrait as its design does. */
        ONE_FILE_PER_SIDE
    }

    /** Lines outside the bleed that show where to cut. Most printers add their own and refuse ours. */
    public enum Marks {
        NONE, CROP
    }

    /** Which colours the printer takes. */
    public enum Policy {
        /** RGB with its profile, CMYK and grey: PDF/X-4. */
        TAGGED_RGB_AND_CMYK,
        /** RGB, tagged or not, and grey; the printer converts. */
        RGB,
        /** CMYK and grey only: PDF/X-1a. We do not convert, so our own photographs are refused by it. */
        CMYK
    }

    public record Trim(double width, double height) {}

    /** What is printed beyond each edge and cut away. The inner edge is the bound one: left on odd pages, right on even. */
    public record Bleed(double top, double bottom, double inside, double outside) {
        public static Bleed all(double mm) {
            return new Bleed(mm, mm, mm, mm);
        }

        /** As it lies on an even page. */
        public Bleed mirrored() {
            double left = outside;
            double right = inside;
            return new Bleed(top, bottom, left, right);
        }
    }

    public record Pages(int minimum, int maximum, int multiple) {
        public boolean has(int count) {
            return count >= minimum && count <= maximum && count % multiple == 0;
        }

        /** The smallest allowed number that is at least this, the largest allowed if there is none. */
        public int atLeast(int count) {
            int up = Math.max(count + multiple - 1, minimum + multiple - 1) / multiple * multiple;
            return Math.min(up, maximum / multiple * multiple);
        }

        @Override
        public String toString() {
            return minimum == maximum ? "" + minimum : minimum + " to " + maximum + (multiple == 1 ? "" : ", a multiple of " + multiple);
        }
    }

    /** Pixels per inch on paper: below the first it is refused, below the second and above the third warned. */
    public record Resolution(int reject, int warn, int most) {}

    /**
     * @param maxInk
     *            the most ink of all four together, in percent; 400 means no limit
     */
    public record Colour(Policy policy, int maxInk, @Nullable OutputIntent intent) {}

    /**
     * The sheet around the block: back, spine, front in one.
     *
     * @param panel
     *            front and back each; absent means the block's trim. Boards stand out beyond the block
     * @param bleed
     *            beyond the panels on all four sides; a hard cover wraps around its boards by 15 to 20
     * @param spineText
     *            the thinnest spine that text may stand on
     */
    public record Cover(@Nullable Trim panel, double bleed, SpineRule spine, double spineText) {}

    public PrintProfile {
        List<String> wrong = new ArrayList<>();
        check(wrong, id.matches("[a-z0-9][a-z0-9-]{0,79}"), "id '" + id + "' must be 1 to 80 of a-z, 0-9 and dash");
        check(wrong, version >= 1, "version " + version + " must be at least 1");
        check(wrong, plausible(trim), "trim " + trim + " must lie within 10 and 5000 mm");
        check(wrong, within(bleed.top, 0, 50) && within(bleed.bottom, 0, 50) && within(bleed.inside, 0, 50) && within(bleed.outside, 0, 50),
                bleed + " must lie within 0 and 50 mm");
        check(wrong, within(safe, 0, 100), "safe " + safe + " must lie within 0 and 100 mm");
        check(wrong, pages.minimum >= 1 && pages.maximum >= pages.minimum && pages.multiple >= 1
                && pages.maximum / pages.multiple * pages.multiple >= pages.minimum,
                "pages " + pages + " must have 1 <= minimum <= maximum, multiple >= 1 and a multiple between them");
        check(wrong, resolution.reject >= 1 && resolution.warn >= resolution.reject && resolution.most >= resolution.warn,
                resolution + " must have 1 <= reject <= warn <= most");
        check(wrong, colour.maxInk >= 100 && colour.maxInk <= 400, "maxInk " + colour.maxInk + " must lie within 100 and 400 percent");
        check(wrong, maxBytes >= 1, "maxBytes " + maxBytes + " must be at least 1");
        boolean needsCover = layout == FileLayout.BLOCK_AND_COVER || layout == FileLayout.SINGLE_PDF_COVER_FIRST;
        check(wrong, needsCover == (cover != null), "layout " + layout + (needsCover ? " needs a cover" : " has no cover"));
        if (cover != null) {
            check(wrong, cover.panel == null || plausible(cover.panel), "cover panel " + cover.panel + " must lie within 10 and 5000 mm");
            check(wrong, within(cover.bleed, 0, 100) && within(cover.spineText, 0, 100),
                    "cover bleed and spineText must lie within 0 and 100 mm");
        }
        check(wrong, fileName.matches("[A-Za-z0-9._{}-]{1,100}") && fileName.endsWith(".pdf") && fileName.contains("{part}")
                && (layout != FileLayout.ONE_FILE_PER_SIDE || fileName.contains("{number}")),
                "fileName '" + fileName
                        + "' must be letters, digits, dot, dash and underscore, contain {part}, for one file per side {number}, and end in .pdf");
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("print profile '" + id + "': " + String.join("; ", wrong));
        }
    }

    /** Names the profile as it is now. */
    public String revision() {
        return id + "/" + version;
    }

    /**
     * Everything that shapes the files made for it, as one line: equal lines give equal bytes, in whatever folder its
     * colour profile lies. Part of every key under which rendered files are kept.
     *
     * @throws IllegalArgumentException
     *             if the output intent is no profile of a printing condition
     */
    public String fingerprint() throws IOException {
        OutputIntent intent = colour.intent();
        var content = intent == null ? null : new OutputIntent(intent.condition(), Hashes.hex(Hashes.sha256(), intent.read()));
        return new PrintProfile(id, version, null, null, trim, bleed, safe, pages, layout, resolution,
                new Colour(colour.policy, colour.maxInk, content), cover, marks, maxBytes, fileName).toString();
    }

    /** The finished page. */
    public Box page() {
        return new Box(0, 0, trim.width, trim.height);
    }

    /** The cover's spine for a block of that many pages; empty if the printer must be asked. */
    public OptionalDouble spine(int blockPages) {
        return cover == null ? OptionalDouble.empty() : cover.spine.width(blockPages);
    }

    /** Front or back of the cover. */
    public Trim panel() {
        return cover == null || cover.panel == null ? trim : cover.panel;
    }

    /** The finished cover, laid flat. */
    public Box coverSheet(double spine) {
        return new Box(0, 0, 2 * panel().width + spine, panel().height);
    }

    public String fileName(String name, String part, int number) {
        return fileName.replace("{name}", name).replace("{part}", part).replace("{number}", String.format(Locale.ROOT, "%03d", number));
    }

    private static boolean plausible(Trim trim) {
        return within(trim.width, 10, 5000) && within(trim.height, 10, 5000);
    }

    private static boolean within(double value, double least, double most) {
        return value >= least && value <= most;
    }

    private static void check(List<String> wrong, boolean good, String message) {
        if (!good) {
            wrong.add(message);
        }
    }
}
