package dev.pressroom.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.batch.carriers.InvalidProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyShareTest {

    @TempDir
    Path folder;

    @Test
    void takesAllCarriersOutsideAnArray() {
        NightlyShare share = NightlyShare.of(Dpd.CARRIERS, Map.of());
        assertThat(share.carrier()).isNull();
        assertThat(share.profiles()).containsOnlyKeys(Dpd.PROFILES.keySet());
        assertThat(share.problems()).isEmpty();
    }

    @Test
    void takesTheCarrierAtItsPlaceAndReadsNoOthersProfile() throws IOException {
        Files.copy(Dpd.CARRIERS.resolve("dpd.yaml"), folder.resolve("dpd.yaml"));
        Files.writeString(folder.resolve("usps.yaml"), "id: [");
        NightlyShare share = NightlyShare.of(folder,
                Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "1", "PRESSROOM_BATCH_CARRIERS", "usps, dpd,ups-qv"));
        assertThat(share.carrier()).isEqualTo("dpd");
        assertThat(share.profiles()).containsOnlyKeys("dpd");
        assertThat(share.problems()).isEmpty();
    }

    @Test
    void leavesOutTheCarriersWhoseProfilesCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("usps.yaml"), "id: [");
        assertThatThrownBy(() -> NightlyShare.of(folder, Map.of())).isInstanceOf(InvalidProfiles.class).hasMessageContaining("usps.yaml");
        Files.copy(Dpd.CARRIERS.resolve("dpd.yaml"), folder.resolve("dpd.yaml"));

        NightlyShare share = NightlyShare.of(folder, Map.of());
        assertThat(share.profiles()).containsOnlyKeys("dpd");
        assertThat(share.problems()).isNotEmpty().allMatch(problem -> problem.contains("usps.yaml:"));
    }

    @Test
    void refusesAPlaceThatIsNotInTheList() {
        assertThatThrownBy(() -> NightlyShare.of(Dpd.CARRIERS,
                Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "2", "PRESSROOM_BATCH_CARRIERS", "dpd,usps"))).hasMessage(
                        "AWS_BATCH_JOB_ARRAY_INDEX is 2, but PRESSROOM_BATCH_CARRIERS names 2 carriers; make the array as long as the list");
        assertThatThrownBy(() -> NightlyShare.of(Dpd.CARRIERS,
                Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "0", "PRESSROOM_BATCH_CARRIERS", "nobody")))
                .hasMessageStartingWith("PRESSROOM_BATCH_CARRIERS names 'nobody', which has no profile; known: dhl-parcel-de, dpd");
    }
}
