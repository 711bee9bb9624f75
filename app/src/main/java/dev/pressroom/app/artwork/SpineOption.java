package dev.pressroom.app.artwork;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --spine}, the same for every command that has it. */
final class SpineOption {

    @Option(names = "--spine", paramLabel = "MM", description = "the spine's width, where the printer was asked")
    @Nullable
    Double spine;

    /** {@link IllegalArgumentException} if it is no width. */
    OptionalDouble width() {
        if (spine != null && !(spine >= 0 && spine <= 300)) {
            throw new IllegalArgumentException("--spine " + spine + " must lie within 0 and 300 mm");
        }
        return spine == null ? OptionalDouble.empty() : OptionalDouble.of(spine);
    }
}
