package dev.pressroom.batch.carriers;

import java.util.List;

/** Configuration that cannot be used; each problem reads {@code FILE:LINE: problem; hint}. */
public final class InvalidProfiles extends RuntimeException {

    private final transient List<String> problems;

    InvalidProfiles(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
