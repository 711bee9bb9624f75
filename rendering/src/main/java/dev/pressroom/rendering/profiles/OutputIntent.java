package dev.pressroom.rendering.profiles;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A characterised printing condition to declare in the file.
 *
 * @param condition
 *            its name in the ICC's registry of characterisations, such as {@code FOGRA39}
 * @param profile
 *            file of its ICC profile, of class {@code prtr} and CMYK; {@code classpath:NAME} is one that comes with the
 *            product
 */
public record OutputIntent(String condition, String profile) {
    private static final String CLASSPATH = "classpath:";

    /**
     * The ICC profile's bytes.
     *
     * @throws IllegalArgumentException
     *             if it is absent or no profile of a CMYK printing condition
     */
    public byte[] read() throws IOException {
        byte[] bytes;
        if (profile.startsWith(CLASSPATH)) {
            try (InputStream in = OutputIntent.class.getResourceAsStream(profile.substring(CLASSPATH.length()))) {
                bytes = in == null ? new byte[0] : in.readAllBytes();
            }
        } else {
            Path file = Path.of(profile);
            bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        }
        if (!isPrintingCondition(bytes)) {
            throw new IllegalArgumentException("output intent " + condition + ": " + profile
                    + " is not an ICC profile of class prtr for CMYK; take the profile of the printing condition, for example from the European Color Initiative");
        }
        return bytes;
    }

    /** True if it is an ICC profile of class {@code prtr} for CMYK. */
    public static boolean isPrintingCondition(byte[] bytes) {
        try {
            ICC_Profile icc = ICC_Profile.getInstance(bytes);
            return icc.getProfileClass() == ICC_Profile.CLASS_OUTPUT && icc.getColorSpaceType() == ColorSpace.TYPE_CMYK;
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }
}
