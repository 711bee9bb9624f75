package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found so far. A file with thousands of equal faults is told of the first of them. */
final class Findings {
    private static final int MOST_OF_A_KIND = 200;

    private final Place place;
    private final List<Finding> all = new ArrayList<>();

    Findings(Place place) {
        this.place = place;
    }

    void error(Code code, String measured, String required, String nextStep) {
        add(new Finding(code, Severity.ERROR, place, measured, required, nextStep));
    }

    void warning(Code code, String measured, String required, String nextStep) {
        add(new Finding(code, Severity.WARNING, place, measured, required, nextStep));
    }

    void on(int page, @Nullable Box box, Severity severity, Code code, String measured, String required, String nextStep) {
        add(new Finding(code, severity, place.onPage(page, box), measured, required, nextStep));
    }

    void onCover(@Nullable Box box, Severity severity, Code code, String measured, String required, String nextStep) {
        add(new Finding(code, severity, place.onCover(box), measured, required, nextStep));
    }

    private void add(Finding finding) {
        if (!all.contains(finding) && all.stream().filter(other -> other.code() == finding.code() && other.severity() == finding.severity())
                .count() < MOST_OF_A_KIND) {
            all.add(finding);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
