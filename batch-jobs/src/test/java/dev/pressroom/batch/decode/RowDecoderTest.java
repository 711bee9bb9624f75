package dev.pressroom.batch.decode;

import static dev.pressroom.batch.Dpd.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.Dpd;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.Problem;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.storage.tracking.Scan;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowDecoderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final String NUMBER = "05212345678901";
    private final RowDecoder decoder = new RowDecoder(Dpd.PROFILE, null);

    @Test
    void readsARow() {
        assertThat(decode(row(NUMBER, "13", "0530", "20261119110000")))
                .isEqualTo(new Good(new Scan(5, NUMBER, LocalDateTime.parse("2026-11-19T11:00"), "20261119110000", "13", "0530",
                        Instant.parse("2026-11-19T10:00:00Z"), "Europe/Brussels", "DELIVERED", 110, "ParcelDelivered", "BE", null, null)));
    }

    @Test
    void keepsACodeThatTheProfileDoesNotKnowAsUnmapped() {
        assertThat(decode(row(NUMBER, "77", "0530", "20261119110000")))
                .isInstanceOfSatisfying(Good.class,
                        good -> assertThat(good.scan()).extracting(Scan::status, Scan::rank, Scan::fact, Scan::scanCode)
                                .containsExactly(Scan.UNMAPPED, 0, null, "77"));
    }

    @ParameterizedTest
    @CsvSource({
            "20250330013000, 2025-03-30T00:30:00Z", // winter
            "20250330033000, 2025-03-30T01:30:00Z", // summer
            "20251026023000, 2025-10-26T00:30:00Z", // twice: the earlier
            "20251026033000, 2025-10-26T02:30:00Z",
    })
    void readsTimesByTheZoneRule(String said, Instant occurredAt) {
        assertThat(decode(row(NUMBER, "13", "0530", said)))
                .isInstanceOfSatisfying(Good.class, good -> assertThat(good.scan().occurredAt()).isEqualTo(occurredAt));
    }

    @ParameterizedTest
    @CsvSource({
            "1.23E+13, 13, 0530, 20261119110000, NUMBER, PARCELNO was rounded by a spreadsheet; ask for the original file",
            "'5,21234E+12', 13, 0530, 20261119110000, NUMBER, PARCELNO was rounded by a spreadsheet; ask for the original file",
            "5212345678901, 13, 0530, 20261119110000, NUMBER, PARCELNO is not [0-9]{14}; did a spreadsheet take its leading zeros? Ask for the original file",
            "'', 13, 0530, 20261119110000, NUMBER, PARCELNO is not [0-9]{14}",
            "05212345678901, '', 0530, 20261119110000, CODE, SCAN_CODE is empty",
            "05212345678901, '1 3', 0530, 20261119110000, CODE, 'SCAN_CODE is not [0-9A-Za-z._-]{1,16}'",
            "05212345678901, 13, 053000000000000000000000000000000000, 20261119110000, DEPOT, 'DEPOT_CODE is longer than 32 characters, or has a control character in it'",
            "05212345678901, 13, 0530, 19.11.2026 11:00, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 20260229110000, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 2026111911000, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 20261119250000, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 20141231235959, TIME_IMPLAUSIBLE, SCAN_DATE_TIME is before 2015 or more than two days ahead",
            "05212345678901, 13, 0530, 20261122040000, TIME_IMPLAUSIBLE, SCAN_DATE_TIME is before 2015 or more than two days ahead",
    })
    void rejectsARowWithAReasonThatDoesNotQuoteIt(String number, String code, String depot, String time, Problem problem, String reason) {
        String row = row(number, code, depot, time);
        assertThat(decode(row)).isEqualTo(new Reject(5, problem, reason.replace("'profile's", "profile's"), row));
    }

    @Test
    void rejectsShortAndLongRows() {
        String row = row(NUMBER, "13", "0530", "20261119110000");
        assertThat(problem(row.substring(0, row.length() - 1))).isEqualTo("COLUMNS 30 separators, expected 31 with one at the end");
        assertThat(problem(row + ";")).isEqualTo("COLUMNS 32 separators, expected 31 with one at the end");
        assertThat(problem(row + "x")).isEqualTo("COLUMNS 31 separators, expected 31 with one at the end");
        assertThat(problem("one cell")).isEqualTo("COLUMNS 0 separators, expected 31 with one at the end");
        assertThat(problem(row.replace("left at door", "left; at door"))).startsWith("COLUMNS 32 separators");
    }

    @Test
    void rejectsALastRowThatIsCutButNotOneThatIsWhole() {
        String row = row(NUMBER, "13", "0530", "20261119110000");
        assertThat(decoder.decode(new Line.Text(5, row.getBytes(UTF_8), false, false), Part.WHOLE, NOW)).isInstanceOf(Good.class);
        assertThat(decoder.decode(new Line.Text(5, row.substring(0, 60).getBytes(UTF_8), false, false), Part.WHOLE, NOW))
                .isInstanceOfSatisfying(Reject.class, reject -> assertThat(reject.problem()).isEqualTo(Problem.TRUNCATED));
    }

    @Test
    void rejectsBytesThatAreNotTheEncoding() {
        byte[] latin1 = row(NUMBER, "13", "0530", "20261119110000").getBytes(ISO_8859_1);
        assertThat(decoder.decode(new Line.Text(5, latin1, true, false), Part.WHOLE, NOW)).isInstanceOfSatisfying(Reject.class, reject -> {
            assertThat(reject.problem()).isEqualTo(Problem.ENCODING);
            assertThat(reject.raw()).contains("M. M\uFFFDller");
        });
    }

    @Test
    void takesNelForContent() {
        assertThat(decode(row(NUMBER, "13", "0530", "20261119110000").replace("left at door", "left\u0085at door")))
                .isInstanceOf(Good.class);
    }

    @Test
    void keepsTheRawTextOfARejectStorable() {
        assertThat(decode("a\0b")).isInstanceOfSatisfying(Reject.class, reject -> assertThat(reject.raw()).isEqualTo("a\uFFFDb"));
    }

    @Test
    void acceptsTheHeaderExactlyWithOrWithoutTheTrailingSeparator() {
        assertThat(headerProblem(Dpd.HEADER)).isNull();
        assertThat(headerProblem(Dpd.HEADER.substring(0, Dpd.HEADER.length() - 1))).isNull();
    }

    @Test
    void saysWhatIsWrongWithAHeader() {
        assertThat(headerProblem(Dpd.HEADER.replace("DEPOT_CODE;", ""))).startsWith("column 3 of the header is not DEPOT_CODE");
        assertThat(headerProblem(Dpd.HEADER + "NEW;")).startsWith("the header has 32 columns, expected 31");
        assertThat(headerProblem(Dpd.HEADER.replace(';', ','))).startsWith("column 1 of the header is not PARCELNO");
        assertThat(RowDecoder.headerProblem(Dpd.PROFILE, null)).startsWith("the first line is not a header in UTF-8");
    }

    private @org.jspecify.annotations.Nullable String headerProblem(String header) {
        return RowDecoder.headerProblem(Dpd.PROFILE, new Line.Text(1, header.getBytes(UTF_8), true, false));
    }

    private Row decode(String row) {
        return decoder.decode(new Line.Text(5, row.getBytes(UTF_8), true, false), Part.WHOLE, NOW);
    }

    private String problem(String row) {
        Reject reject = (Reject) decode(row);
        return reject.problem() + " " + reject.reason();
    }
}
