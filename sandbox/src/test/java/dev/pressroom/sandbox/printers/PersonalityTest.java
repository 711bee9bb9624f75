package dev.pressroom.sandbox.printers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PersonalityTest {

    @Test
    void readsHabitsWithTheirUsualOrTheirOwnProbability() {
        var personality = Personality.parse("slow, drops-connection=1 ,rejects=0.1");
        assertThat(personality.of(Habit.SLOW)).isEqualTo(1);
        assertThat(personality.of(Habit.DROPS_CONNECTION)).isEqualTo(1);
        assertThat(personality.of(Habit.REJECTS)).isEqualTo(0.1);
        assertThat(personality.of(Habit.SENDS_TWICE)).isZero();
        assertThat(Personality.parse("prompt")).isEqualTo(Personality.prompt()).isEqualTo(Personality.parse(""));
    }

    @Test
    void doesEverythingNowAndThenWhenToldAll() {
        var all = Personality.parse(Personality.ALL);
        assertThat(Habit.values()).allSatisfy(habit -> assertThat(all.of(habit)).isGreaterThan(0).isLessThan(1));
        assertThat(Personality.parse("all,rejects=0").of(Habit.REJECTS)).isZero();
    }

    @Test
    void saysWhichHabitsThereAre() {
        assertThatThrownBy(() -> Personality.parse("slow,grumpy")).hasMessageContaining("'grumpy'")
                .hasMessageContaining("forgets-webhooks");
        assertThatThrownBy(() -> Personality.parse("slow=often")).hasMessageContaining("slow").hasMessageContaining("'often'");
        assertThatThrownBy(() -> Personality.parse("slow=1.5")).hasMessageContaining("number from 0 to 1");
    }

    @Test
    void behavesTheSameTowardsTheSameJobsWithTheSameSeed() {
        assertThat(droppedOf(7)).isEqualTo(droppedOf(7)).isNotEqualTo(droppedOf(8)).hasSizeBetween(20, 80);
    }

    private static List<String> droppedOf(long seed) {
        var behaviour = new Behaviour(PrinterSettings.of("p", Path.of("unused"), seed, Personality.parse("drops-connection=0.5")), true);
        return IntStream.range(0, 100).mapToObj(n -> "A-" + n).filter(behaviour::dropsConnection).toList();
    }

    @Test
    void dropsTheConnectionOfAJobOnce() {
        var behaviour = new Behaviour(PrinterSettings.of("p", Path.of("unused"), 1, Personality.parse("drops-connection=1")), true);
        assertThat(behaviour.dropsConnection("A-1")).isTrue();
        assertThat(behaviour.dropsConnection("A-1")).isFalse();
        assertThat(behaviour.dropsConnection("A-2")).isTrue();
    }
}
