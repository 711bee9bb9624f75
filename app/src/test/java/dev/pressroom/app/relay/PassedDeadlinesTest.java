package dev.pressroom.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.record.OrderRecord.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassedDeadlinesTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private Instant now = NOON;
    private final List<Overdue> due = new ArrayList<>();
    private final List<String> woken = new ArrayList<>();
    private boolean away;
    private final PassedDeadlines deadlines = new PassedDeadlines(
            before -> due.stream().filter(order -> order.dueAt().isBefore(before)).toList(), this::wake,
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private List<String> wake(List<String> orders) {
        if (away) {
            return List.of();
        }
        woken.addAll(orders);
        return orders;
    }

    private void lookEveryTenSeconds(Duration during) {
        for (Instant end = now.plus(during); now.isBefore(end); now = now.plusSeconds(10)) {
            deadlines.look();
        }
    }

    @Test
    void wakesWithinHalfAMinuteWhatItsOwnTimerDidNot() {
        due.add(new Overdue("A-1", NOON));
        due.add(new Overdue("A-2", NOON.plus(Duration.ofDays(1))));
        lookEveryTenSeconds(Duration.ofSeconds(20));
        assertThat(woken).as("its timer may be late").isEmpty();
        lookEveryTenSeconds(Duration.ofSeconds(11));
        assertThat(woken).containsExactly("A-1");
    }

    @Test
    void wakesEverMoreSeldomWhatStaysAsItIs() {
        due.add(new Overdue("A-1", NOON));
        lookEveryTenSeconds(Duration.ofDays(1));
        assertThat(woken).hasSizeBetween(8, 14);
    }

    @Test
    void wakesAtOnceForAnotherDeadlineOfTheSameOrder() {
        due.add(new Overdue("A-1", NOON));
        lookEveryTenSeconds(Duration.ofHours(2));
        woken.clear();
        due.set(0, new Overdue("A-1", now));
        lookEveryTenSeconds(Duration.ofSeconds(40));
        assertThat(woken).containsExactly("A-1");
    }

    @Test
    void triesAgainAtOnceWhatTemporalDidNotTake() {
        due.add(new Overdue("A-1", NOON));
        away = true;
        lookEveryTenSeconds(Duration.ofMinutes(5));
        away = false;
        lookEveryTenSeconds(Duration.ofSeconds(10));
        assertThat(woken).containsExactly("A-1");
    }
}
