package dev.pressroom.batch.decode;

import static dev.pressroom.batch.Dpd.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.Dpd;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.Problem;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.storage.tracking.Scan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
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
            "20250330023000, 2025-03-30T01:30:00Z", // left out: so much later
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
            "05212345678901, 13, 0530, 19.11.2026 11:00, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 20260229110000, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 2026111911000, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 20261119240000, TIME, SCAN_DATE_TIME is not a time in the profile's format",
            "05212345678901, 13, 0530, 20161231235960, TIME, SCAN_DATE_TIME is not a time in the profile's format",
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

    /** "Packstation 123, 60311 Frankfurt am Main" has 40 characters. */
    @Test
    void losesNoScanToALongPlace() {
        String packstation = "Packstation 123, 60311 Frankfurt am Main";
        assertThat(decode(row(NUMBER, "13", packstation, "20261119110000")))
                .isInstanceOfSatisfying(Good.class, good -> assertThat(good.scan().depot()).isEqualTo(packstation));
        assertThat(decode(row(NUMBER, "13", "\uD83D\uDCE6".repeat(300), "20261119110000"))).isInstanceOfSatisfying(Good.class,
                good -> assertThat(good.scan().depot()).hasSize(256).isEqualTo("\uD83D\uDCE6".repeat(128)));
        assertThat(decode(row(NUMBER, "13", "x" + "\uD83D\uDCE6".repeat(300), "20261119110000"))).isInstanceOfSatisfying(Good.class,
                good -> assertThat(good.scan().depot()).isEqualTo("x" + "\uD83D\uDCE6".repeat(127)));
    }

    @Test
    void saysThatAWholeFileIsUtf16OrHasLinesThatEndWithCrAlone() {
        String file = Dpd.HEADER + "\n" + row(NUMBER, "13", "0530", "20261119110000") + "\n";
        for (Charset utf16 : List.of(UTF_16, UTF_16LE, UTF_16BE)) {
            assertThat(RowDecoder.headerProblem(Dpd.PROFILE, firstLine(file.getBytes(utf16))))
                    .startsWith("a NUL in it: is the file UTF-16, or compressed?");
        }
        assertThat(RowDecoder.headerProblem(Dpd.PROFILE, firstLine(file.replace("\n", "\r").getBytes(UTF_8))))
                .startsWith("a CR without LF in it: do the lines end with CR alone?");

        RowDecoder headless = new RowDecoder(Dpd.PROFILES.get("ups-qv"), null);
        String ups = "D1,1Z3F4W576807747148,3F4W57,FRONT,20260313,101501,SAN JOSE,CA,US,WALCH\n".repeat(2000);
        assertThat(headless.decode(firstLine(ups.getBytes(UTF_16)), Part.WHOLE, NOW)).isInstanceOfSatisfying(Reject.class,
                reject -> assertThat(reject.problem() + " " + reject.reason())
                        .startsWith("ENCODING a NUL in it: is the file UTF-16, or compressed?"));
        assertThat(headless.decode(firstLine(ups.replace("\n", "\r").getBytes(UTF_8)), Part.WHOLE, NOW)).isInstanceOfSatisfying(
                Reject.class,
                reject -> assertThat(reject.problem() + " " + reject.reason())
                        .startsWith("TOO_LONG longer than 65536 bytes, a CR without LF in it"));
    }

    private static Line.Text firstLine(byte[] file) {
        try (Lines lines = new Lines(new ByteArrayInputStream(file), 0, 1, file.length)) {
            return Objects.requireNonNull(lines.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
