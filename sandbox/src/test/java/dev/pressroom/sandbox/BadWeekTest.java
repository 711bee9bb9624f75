package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.sandbox.Shop.Flaw;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BadWeekTest {

    @Test
    void ofSixtyOrdersThreeCannotBePrintedEachForAnotherReason() {
        List<Flaw> flaws = IntStream.range(0, 60).mapToObj(BadWeek::flaw).filter(flaw -> flaw != Flaw.NONE).toList();
        assertThat(flaws).containsExactly(Flaw.PHOTO_GONE, Flaw.PHOTO_IS_NO_PICTURE, Flaw.PHOTO_CHANGED);
        assertThat(IntStream.range(0, 12).mapToObj(BadWeek::flaw)).containsOnly(Flaw.NONE);
    }
}
