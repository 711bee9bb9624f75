package dev.pressroom.printers.photofinale;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documented statuses, by number, where the documentation has one, or word. The numbers are not ordered by progress. */
enum Status {
    ORDER_SUBMITTED("12"), QUEUED("13"), NEW("0"), PREPARING_ORDER("20"), PREPARATION_COMPLETE("25"), IMAGE_CORRECTION("30"), PRINTING(
            "35"), PRINTED("1"), PRODUCTION_COMPLETE("40"), QUALITY_ASSURANCE("45"), COMPLETE("3"), CANCELLED(null), REJECTED(null);

    private final @Nullable String number;

    Status(@Nullable String number) {
        this.number = number;
    }

    static Optional<Status> of(String said) {
        String letters = said.replaceAll("[ _-]", "");
        return Arrays.stream(values()).filter(status -> said.equals(status.number) || letters.equalsIgnoreCase(status.word())).findFirst();
    }

    private String word() {
        return name().replace("_", "");
    }
}
