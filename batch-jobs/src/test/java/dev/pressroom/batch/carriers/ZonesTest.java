package dev.pressroom.batch.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.Dpd;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ups-qv        | DE/US  | America/New_York", // Delaware
            "ups-qv        | BY/DE  | Europe/Berlin",
            "ups-qv        | /DE    | Europe/Berlin",
            "ups-qv        | CA/US  | America/Los_Angeles",
            "ups-qv        | ON/CA  | America/Toronto",
            "ups-qv        | AL/IT  | Europe/Rome",
            "ups-qv        | NL/CA  | America/St_Johns",
            "ups-qv        | /NL    | Europe/Amsterdam",
            "ups-qv        | /XX    | America/New_York",
            "ups-qv        | ''     | America/New_York",
            "usps          | 94103  | America/Los_Angeles",
            "usps          | 79912  | America/Denver",
            "usps          | 33511  | America/New_York",
            "dhl-parcel-de | GB     | Europe/London",
            "dhl-parcel-de | GBX    | Europe/Berlin",
            "iftsta        | PT     | Europe/Lisbon",
    })
    void tellsStatesFromCountries(String carrier, String place, String zone) {
        String format = carrier.equals("usps")
                ? "20260310 0900"
                : carrier.equals("ups-qv") ? "20260310 090000" : carrier.equals("iftsta") ? "202603100900" : "10.03.2026 09:00";
        assertThat(Dpd.PROFILES.get(carrier).time().read(format, place).zoneRule()).isEqualTo(zone);
    }

    /** AT7-7 may be missing: then the state must not be read as a time code. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/UT/US   | America/Denver", "/CT/US  | America/New_York", "/MD/US  | America/New_York", "/MS/US | America/Chicago",
            "/PS/     | America/New_York", "/UT/    | America/Denver", "UT/CA/US | UTC", "CT/CA/US | America/Chicago",
            "MD/CA/US | -06:00", "LT/CA/US | America/Los_Angeles", "LT/CA/  | America/Los_Angeles", "LT/ON/CA | America/Toronto",
            "LT/AL/IT | America/New_York", "LT/BY/DE | Europe/Berlin", "//      | America/New_York",
    })
    void readsTheStateOfAnX12PlaceAsNoTimeCode(String place, String zone) {
        assertThat(Dpd.PROFILES.get("x12-214").time().read("20260310 0900", place).zoneRule()).isEqualTo(zone);
    }

    @Test
    void prefersTheKeyThatIsMoreExactInTheFirstPartInWhichTheyDiffer() {
        Map<String, ZoneId> keys = new HashMap<>();
        Zones.places("A|B/*").forEach(place -> keys.put(place, ZoneId.of("Europe/Berlin")));
        keys.put("*/C", ZoneId.of("Europe/Paris"));
        keys.put("A/C", ZoneId.of("Europe/Rome"));
        keys.put("A*/C*", ZoneId.of("Europe/Madrid"));
        Zones zones = new Zones(keys);

        assertThat(List.of("A/C", "A/D", "B/C", "AA/C", "X/C")).extracting(place -> String.valueOf(zones.of(place)))
                .containsExactly("Europe/Rome", "Europe/Berlin", "Europe/Berlin", "Europe/Madrid", "Europe/Paris");
        assertThat(zones.of("X/Y")).isNull();
        assertThat(zones.of("A")).as("one part too few").isNull();
    }

    @Test
    void keepsAnEmptyPartOfAPlace() {
        assertThat(Zones.place(List.of("", "DE"))).isEqualTo("/DE");
        assertThat(Zones.place(List.of("", ""))).isEmpty();
        assertThat(Zones.place(List.of())).isEmpty();
    }
}
