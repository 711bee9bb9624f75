package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.sandbox.Submissions.Attempt;
import dev.pressroom.sandbox.Submissions.ListedJob;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionsTest {

    private static final String[] STATES = {"INTENT", "STAGED", "ACCEPTED", "RECEIVED", "UNKNOWN", "REJECTED", "DEFERRED", "CANCELLED",
            "NOT_RECEIVED"};

    @Test
    void anAttemptFromBeforeTheListsBeginNeedsNoListOfItsPrinter() {
        assertThat(Submissions.printers(List.of(new Attempt("A-1", "left-us-in-may", "ACCEPTED", Set.of("A-1"), false),
                new Attempt("A-2", "prodigi-uk", "ACCEPTED", Set.of("A-2"), true)))).containsExactly("prodigi-uk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTENT", "STAGED", "ACCEPTED", "RECEIVED", "UNKNOWN"})
    void anAttemptThatMayHaveArrivedHasOneJob(String state) {
        assertThat(compare(List.of(attempt("A-1", state)), job("A-1", true)).lastLine()).isEqualTo("intents 1, jobs 1, extra 0, missing 0");
        assertThat(compare(List.of(attempt("A-1", state)), job("A-1", false)).lastLine())
                .isEqualTo("intents 1, jobs 1, extra 0, missing 0");
        Submissions without = compare(List.of(attempt("A-1", state)));
        assertThat(without.lastLine()).isEqualTo("intents 1, jobs 0, extra 0, missing 1");
        assertThat(without.missing()).singleElement().asString().contains("A-1", state, "does not have it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REJECTED", "DEFERRED", "CANCELLED", "NOT_RECEIVED"})
    void anAttemptSettledAsNotThereNeedsNoJobAndMustNotHaveOneThatIsPrinted(String state) {
        assertThat(compare(List.of(attempt("A-1", state))).lastLine()).isEqualTo("intents 0, jobs 0, extra 0, missing 0");
        assertThat(compare(List.of(attempt("A-1", state)), job("A-1", false)).lastLine())
                .isEqualTo("intents 1, jobs 1, extra 0, missing 0");
        Submissions printed = compare(List.of(attempt("A-1", state)), job("A-1", true));
        assertThat(printed.lastLine()).isEqualTo("intents 0, jobs 1, extra 1, missing 0");
        assertThat(printed.extra()).singleElement().asString().contains("A-1", state, "printed twice");
    }

    @Test
    void aSecondJobOfAnAttemptIsExtra() {
        Submissions twice = compare(List.of(attempt("A-1", "ACCEPTED")), job("A-1", false), job("A-1", true));
        assertThat(twice.lastLine()).isEqualTo("intents 1, jobs 2, extra 1, missing 0");
        assertThat(twice.hold()).isFalse();
    }

    @Test
    void aJobUnderANameNobodyGaveIsExtraAndAnotherPrintersNameDoesNotExplainIt() {
        Submissions unknown = compare(List.of(attempt("A-1", "ACCEPTED")), job("A-1", true),
                new ListedJob("other", "j", "A-1", "SHIPPED", true));
        assertThat(unknown.lastLine()).isEqualTo("intents 1, jobs 2, extra 1, missing 0");
        assertThat(unknown.extra()).singleElement().asString().contains("other", "no attempt of ours");
    }

    @Test
    void anAttemptFromBeforeTheListsBeginIsNotMissedAndExplainsItsJob() {
        Attempt old = new Attempt("A-1", "p", "ACCEPTED", Set.of("A-1"), false);
        assertThat(compare(List.of(old)).lastLine()).isEqualTo("intents 0, jobs 0, extra 0, missing 0");
        assertThat(compare(List.of(old), job("A-1", true)).hold()).isTrue();
    }

    @Property(tries = 2_000)
    void intentsWithoutTheMissingAreJobsWithoutTheExtra(@ForAll("ledgers") List<Attempt> ledger, @ForAll("lists") List<ListedJob> lists) {
        Submissions compared = Submissions.compare(ledger.stream().distinct().toList(), lists);
        assertThat(compared.intents() - compared.missing().size()).isEqualTo(compared.jobs() - compared.extra().size());
        assertThat(compared.jobs()).isEqualTo(lists.size());
    }

    @Provide
    Arbitrary<List<Attempt>> ledgers() {
        return Combinators.combine(Arbitraries.integers().between(1, 6), Arbitraries.of(STATES))
                .as((n, state) -> attempt("A-" + n, state)).list().uniqueElements(Attempt::jobKey);
    }

    @Provide
    Arbitrary<List<ListedJob>> lists() {
        return Combinators.combine(Arbitraries.integers().between(1, 8), Arbitraries.of(true, false))
                .as((n, printable) -> job("A-" + n, printable)).list();
    }

    private static Submissions compare(List<Attempt> ledger, ListedJob... jobs) {
        return Submissions.compare(ledger, List.of(jobs));
    }

    private static Attempt attempt(String key, String state) {
        return new Attempt(key, "p", state, Set.of(key, "name of " + key), true);
    }

    private static ListedJob job(String name, boolean printable) {
        return new ListedJob("p", "job-" + name, name, printable ? "SHIPPED" : "CANCELLED", printable);
    }
}
