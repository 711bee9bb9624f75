package dev.pressroom.rendering;

/**
 * Something about the customer's pictures that prevents printing, or is worth a warning: what, which one, and the next
 * step. Trying again with the same input gives the same problem.
 *
 * @param which
 *            the label of the photograph, or the product's part
 */
public record Problem(Code code, String what, String which, String nextStep) implements Inspection {

    /** The closed list of problems; the names are stable and serve as metric labels. */
    public enum Code {
        /** No bytes at all. */
        EMPTY,
        /** Another kind of file, told by its first bytes. */
        NOT_A_JPEG,
        /** A kind of JPEG that printers cannot read: 12 bit, lossless, arithmetic coding, two channels. */
        UNSUPPORTED_JPEG,
        /** The file ends before the picture does. */
        CUT_OFF,
        /** The picture's data is corrupt. */
        DAMAGED,
        /** More bytes, pixels or scans than {@link PhotoLimits} allows. */
        TOO_LARGE,
        /**
         * Fewer pixels per inch than the profile's limit: a problem below the lower limit, a warning below the upper.
         */
        LOW_RESOLUTION,
        /**
         * Warning: the embedded colour profile cannot be used, the colours are taken as sRGB (or the bare channels of
         * grey and CMYK).
         */
        PROFILE_IGNORED,
        /** Warning: a CMYK photograph without a colour profile, the press decides its colours. */
        CMYK_WITHOUT_PROFILE,
        /** Too few or too many pages, or not the multiple that the product wants. */
        PAGE_COUNT,
        /** The file to print would be larger than the printer takes. */
        FILE_TOO_LARGE
    }

    /** One sentence for people. */
    public String message() {
        return which + ": " + what + ". " + nextStep + ".";
    }
}
