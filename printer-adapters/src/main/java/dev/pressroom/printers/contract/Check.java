package dev.pressroom.printers.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a printer's connection must do.
 *
 * @param capability what it needs; null when everybody must
 */
public record Check(String name, Grade grade, @Nullable Capability capability) {

    /** How much of the contract is kept, in rising order. */
    public enum Grade {
        BRONZE, SILVER, GOLD
    }

    /** @param note why not, or what the printer itself cannot do */
    public record Result(Check check, Verdict verdict, String note) {}

    /** How a check ended. */
    public enum Verdict {
        KEPT, BROKEN, NOT_OFFERED
    }

    /** The highest grade of which nothing is broken, lower ones included; null when even the first is. What a printer cannot do breaks nothing. */
    public static @Nullable Grade grade(List<Result> results) {
        Grade reached = null;
        for (Grade grade : Grade.values()) {
            if (results.stream().anyMatch(result -> result.check().grade() == grade && result.verdict() == Verdict.BROKEN)) {
                return reached;
            }
            reached = grade;
        }
        return reached;
    }
}
