package dev.pressroom.batch.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.Dpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every carrier's table is a function, and says what its page says. */
class CodeTablesTest {

    private static final Path PAGES = Path.of(System.getProperty("pressroom.root"), "docs/carriers");
    private static final Pattern ROW = Pattern.compile("^\\| ([0-9A-Za-z, /*._-]+) \\| ([A-Z_]+) \\| (?:`(\\w+)`|none) \\|$",
            Pattern.MULTILINE);

    static Stream<CarrierProfile> carriers() {
        return Dpd.PROFILES.values().stream();
    }

    private record Key(String carrier, String version, String code, String reason) {}

    @Test
    void givesEachCodeAndReasonOfATableVersionOneStatus() throws IOException {
        Set<Key> seen = new HashSet<>();
        List<Key> twice = new ArrayList<>();
        for (CarrierProfile carrier : Dpd.PROFILES.values()) {
            for (MatchResult row : rows(carrier)) {
                for (String code : row.group(1).split(", ")) {
                    String[] parts = code.split("/", 2);
                    Key key = new Key(carrier.id(), carrier.codes().version(), parts[0], parts.length > 1 ? parts[1] : "");
                    if (!seen.add(key)) {
                        twice.add(key);
                    }
                    assertThat(carrier.codes().status(CodeTable.name(key.code(), key.reason()))).as(key.toString())
                            .isEqualTo(ParcelStatus.valueOf(row.group(2)));
                }
            }
        }
        assertThat(twice).isEmpty();
        assertThat(seen).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void meansByEachCodeWhatTheDocumentSays(CarrierProfile carrier) throws IOException {
        Map<String, String> documented = new TreeMap<>();
        rows(carrier).forEach(
                row -> List.of(row.group(1).split(", ")).forEach(code -> documented.put(code, row.group(2) + " " + row.group(3))));

        Map<String, String> configured = new TreeMap<>();
        carrier.codes().statuses().forEach((code, status) -> configured.put(code, status + " " + status.fact()));
        assertThat(configured).isEqualTo(documented).isNotEmpty();
        assertThat(Files.readString(page(carrier))).contains("version " + carrier.codes().version());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void guessesNoStatusForACodeThatIsNotListed(CarrierProfile carrier) {
        assertThat(carrier.codes().status("no-such-code")).isNull();
        assertThat(carrier.codes().status("no-such-code/13")).isNull();
    }

    @Test
    void readsAPairBeforeTheEventAlone() {
        CodeTable dhl = Dpd.PROFILES.get("dhl-parcel-de").codes();
        assertThat(dhl.status("SRTED")).isEqualTo(ParcelStatus.IN_TRANSIT);
        assertThat(dhl.status("SRTED/DLVRY")).isEqualTo(ParcelStatus.OUT_FOR_DELIVERY);
        CodeTable x12 = Dpd.PROFILES.get("x12-214").codes();
        assertThat(x12.status("AH/BS")).isEqualTo(ParcelStatus.REFUSED);
        assertThat(x12.status("AH/A2")).isEqualTo(ParcelStatus.ATTEMPT_FAILED);
    }

    /** An event means the same with a reason that nobody knows only where its carrier says so. */
    @ParameterizedTest
    @CsvSource({"dhl-parcel-de, DLVRD, DLVRD/XXXX, ", "dhl-parcel-de, SRTED, SRTED/OTHER, ", "x12-214, D1, D1/ZZ, DELIVERED",
            "ups-qv, D2, D2/PORCH, DELIVERED", "ups-qv, M1, E1/777, ", "iftsta, 21, 21/999, DELIVERED", "iftsta, D2, E1/999, "})
    void guessesNoStatusForAReasonThatIsNotListed(String carrier, String known, String code, @Nullable ParcelStatus status) {
        assertThat(Dpd.PROFILES.get(carrier).codes().status(known)).isNotNull();
        assertThat(Dpd.PROFILES.get(carrier).codes().status(code)).isEqualTo(status);
    }

    @Test
    void takesNoPickUpPointForADelivery() {
        assertThat(Dpd.PROFILES.get("royal-mail").codes().status("EVKLS")).isEqualTo(ParcelStatus.READY_FOR_PICKUP);
        assertThat(ParcelStatus.READY_FOR_PICKUP.fact()).isNull();
        assertThat(ParcelStatus.READY_FOR_PICKUP.settles()).isFalse();
    }

    private static List<MatchResult> rows(CarrierProfile carrier) throws IOException {
        return ROW.matcher(Files.readString(page(carrier))).results().toList();
    }

    private static Path page(CarrierProfile carrier) {
        return PAGES.resolve(carrier.id() + ".md");
    }
}
