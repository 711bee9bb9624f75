package dev.pressroom.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NightlyShareTest {

    @Test
    void takesAllCarriersOutsideAnArray() {
        assertThat(NightlyShare.refusal(Dpd.PROFILES, Map.of())).isNull();
        assertThat(NightlyShare.of(Dpd.PROFILES, Map.of())).isEqualTo(Dpd.PROFILES);
    }

    @Test
    void takesTheCarrierAtItsPlace() {
        Map<String, String> child = Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "1", "PRESSROOM_BATCH_CARRIERS", "dpd, ups-qv,usps");
        assertThat(NightlyShare.refusal(Dpd.PROFILES, child)).isNull();
        assertThat(NightlyShare.of(Dpd.PROFILES, child)).containsOnlyKeys("ups-qv");
    }

    @Test
    void refusesAPlaceThatIsNotInTheList() {
        assertThat(NightlyShare.refusal(Dpd.PROFILES, Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "2", "PRESSROOM_BATCH_CARRIERS", "dpd,usps")))
                .isEqualTo(
                        "AWS_BATCH_JOB_ARRAY_INDEX is 2, but PRESSROOM_BATCH_CARRIERS names 2 carriers; make the array as long as the list");
        assertThat(NightlyShare.refusal(Dpd.PROFILES, Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "0", "PRESSROOM_BATCH_CARRIERS", "nobody")))
                .startsWith("PRESSROOM_BATCH_CARRIERS names 'nobody', which has no profile; known: dhl-parcel-de, dpd");
    }
}
