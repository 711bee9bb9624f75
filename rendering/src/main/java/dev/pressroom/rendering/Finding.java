package dev.pressroom.rendering;

import org.jspecify.annotations.Nullable;

/**
 * What a check found: which rule, where, what is there, what is wanted, and the next step. Trying again with the same
 * input finds the same.
 *
 * @param measured
 *            what is there
 * @param required
 *            what is wanted instead, empty where there is nothing to compare
 */
public record Finding(Code code, Severity severity, Place place, String measured, String required, String nextStep) {

    /** Whether it keeps the work from being printed. */
    public enum Severity {
        ERROR, WARNING
    }

    /**
     * Where it is.
     *
     * @param name
     *            the file, the photograph or the part of the design as its owner knows it
     * @param page
     *            counted from 1; null for the whole
     * @param box
     *            on that page, from the top left corner of what is printed (bleed included); null for the whole page
     */
    public record Place(String name, @Nullable Integer page, @Nullable Box box) {
        private static final String COVER = ", cover";

        public static Place of(String name) {
            return new Place(name, null, null);
        }

        public Place onPage(int number, @Nullable Box where) {
            return new Place(name, number, where);
        }

        public Place onCover(@Nullable Box where) {
            return new Place(name + COVER, null, where);
        }

        public boolean cover() {
            return name.endsWith(COVER);
        }

        @Override
        public String toString() {
            return page == null ? name : name + ", page " + page;
        }
    }

    /** The same, elsewhere. */
    public Finding in(Place other) {
        return new Finding(code, severity, other, measured, required, nextStep);
    }

    /** One line for people: what, which one, next step. */
    public String message() {
        return place + ": " + code.says + (measured.isEmpty() ? "" : " (" + measured + ")")
                + (required.isEmpty() ? "" : ", wanted: " + required)
                + ". " + nextStep + ".";
    }

    /** The closed list of rules; names are stable and serve as metric labels, numbers are those of the documentation. */
    public enum Code {
        LOW_RESOLUTION(1, "the resolution is too low"), //
        HIGH_RESOLUTION(2, "the resolution is higher than the printer uses"), //
        FILE_TOO_LARGE(2, "the file is larger than the printer takes"), //
        OFF_PAGE(3, "a part lies where nothing is printed"), //
        BLEED_MISSING(3, "a part ends at the cut and not beyond it"), //
        OUTSIDE_SAFE_AREA(4, "text is too near the cut or the spine"), //
        PAGE_COUNT(5, "the number of pages is not one that the product has"), //
        PAGE_SIZE(6, "the page has the wrong size"), //
        PAGE_BOXES(6, "the page's boxes do not fit each other"), //
        PAGE_TURNED(6, "the page is turned or scaled by the reader"), //
        COVER_SIZE(7, "the cover does not fit the block"), //
        COVER_MISSING(7, "the cover is missing"), //
        SPINE_UNKNOWN(7, "the spine's width is not known"), //
        SPINE_TEXT(8, "the spine is too thin for text"), //
        FONT_NOT_EMBEDDED(9, "a font is not in the file"), //
        MISSING_GLYPH(10, "no font has this character"), //
        UNSHAPED_TEXT(11, "the font cannot join and order the letters of this script"), //
        TEXT_OVERFLOW(12, "the text does not fit its box"), //
        EMPTY(13, "the file is empty"), //
        CUT_OFF(13, "the file ends before the picture does"), //
        DAMAGED(13, "the file is damaged"), //
        PHOTO_MISSING(13, "the photograph is not there"), //
        TOO_LARGE(14, "the picture is larger than any that is taken"), //
        UNSUPPORTED_FORMAT(15, "the file is of a kind that is not printed"), //
        ANIMATED(15, "only the first picture of an animation is printed"), //
        ORIENTATION_IGNORED(16, "the recorded orientation makes no sense and is ignored"), //
        CMYK_WITHOUT_PROFILE(17, "a CMYK photograph has no colour profile"), //
        PROFILE_IGNORED(18, "the colour profile cannot be used and is ignored"), //
        PDF_DAMAGED(19, "the file is no whole PDF"), //
        PDF_ENCRYPTED(19, "the file is encrypted"), //
        PDF_ACTIVE(19, "the file has scripts, actions, forms or attachments"), //
        PDF_TOO_COMPLEX(19, "the file is more complex than any print needs"), //
        PDFX_INCOMPLETE(19, "the file is not complete PDF/X-4"), //
        ANNOTATION(19, "a note or link lies on the printed area"), //
        TRANSPARENCY(19, "the file has transparency"), //
        COLOUR_SPACE(19, "a colour is not one that the printer takes"), //
        RICH_BLACK_TEXT(19, "black text is not printed with black ink alone"), //
        BLANK_PAGE(20, "the page is blank"), //
        DUPLICATE_PAGE(20, "the page is the same as another"), //
        DUPLICATE_PHOTO(20, "the photograph is there twice"), //
        EMPTY_SLOT(20, "a place for a photograph is empty"), //
        PLACEHOLDER_TEXT(20, "a sample text was not replaced"), //
        DESIGN_INVALID(20, "the design cannot be read"), //
        INK_COVERAGE(21, "there is more ink than the paper takes");

        private final int check;
        private final String says;

        Code(int check, String says) {
            this.check = check;
            this.says = says;
        }

        /** The number of the check, 1 to 21. */
        public int check() {
            return check;
        }

        /** What is wrong, as a part of a sentence. */
        public String says() {
            return says;
        }
    }
}
