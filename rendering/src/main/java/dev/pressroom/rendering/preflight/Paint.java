package dev.pressroom.rendering.preflight;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceN;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.color.PDIndexed;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.color.PDSeparation;

/** A colour as the press sees it. */
record Paint(Kind kind, String space, String components) {

    enum Kind {
        GREY, CMYK, UNTAGGED_RGB, TAGGED_RGB, SPOT, REGISTRATION, OTHER
    }

    static Paint of(PDColor colour) {
        PDColorSpace space = colour.getColorSpace();
        if (space == null || space instanceof PDPattern) {
            return new Paint(Kind.OTHER, "Pattern", "");
        }
        float[] components = colour.getComponents();
        return new Paint(kind(space), space.getName(),
                IntStream.range(0, components.length).mapToObj(i -> trimmed(components[i])).collect(Collectors.joining(" ")));
    }

    /** The colour space alone, for shadings and pictures. */
    static Optional<Paint> ofSpace(PDColorSpace space) {
        return space == null ? Optional.empty() : Optional.of(new Paint(kind(space), space.getName(), ""));
    }

    private static String trimmed(float value) {
        return Float.toString(Math.round(value * 1000) / 1000f);
    }

    private static Kind kind(PDColorSpace space) {
        return switch (space) {
            case PDIndexed indexed -> kind(indexed.getBaseColorSpace());
            case PDSeparation separation -> "All".equals(separation.getColorantName()) ? Kind.REGISTRATION : Kind.SPOT;
            case PDDeviceN _ -> Kind.SPOT;
            case PDICCBased icc -> switch (icc.getNumberOfComponents()) {
                case 1 -> Kind.GREY;
                case 3 -> Kind.TAGGED_RGB;
                default -> Kind.CMYK;
            };
            default -> switch (space.getName()) {
                case "DeviceGray", "CalGray" -> Kind.GREY;
                case "DeviceRGB" -> Kind.UNTAGGED_RGB;
                case "CalRGB", "Lab" -> Kind.TAGGED_RGB;
                case "DeviceCMYK" -> Kind.CMYK;
                default -> Kind.OTHER;
            };
        };
    }

    private double[] values() {
        return components.isEmpty() ? new double[0] : Arrays.stream(components.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Ink of all four together in percent; 0 if it is not CMYK. */
    double ink() {
        return kind == Kind.CMYK ? Arrays.stream(values()).sum() * 100 : 0;
    }

    boolean white() {
        double[] values = values();
        return values.length > 0 && switch (kind) {
            case GREY, TAGGED_RGB, UNTAGGED_RGB -> Arrays.stream(values).allMatch(value -> value >= 0.999);
            case CMYK, SPOT, REGISTRATION -> Arrays.stream(values).allMatch(value -> value <= 0.001);
            case OTHER -> false;
        };
    }

    /** Looks black, and would be printed with more than black ink. */
    boolean richBlack() {
        double[] values = values();
        return switch (kind) {
            case TAGGED_RGB, UNTAGGED_RGB -> values.length == 3 && Arrays.stream(values).allMatch(value -> value <= 0.08);
            case CMYK -> values.length == 4 && values[3] >= 0.85 && values[0] + values[1] + values[2] > 0.05;
            case GREY, SPOT, REGISTRATION, OTHER -> false;
        };
    }

    @Override
    public String toString() {
        return components.isEmpty() ? space : space + " " + components;
    }
}
