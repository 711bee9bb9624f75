package dev.pressroom.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CarrierCheckTest {

    private static final Path SAMPLES = Path.of("src/test/resources/carriers").toAbsolutePath();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "dpd           | SCANINFO_4711_D20260316T060000_a1B2c3    | lines 5, read 5, unmapped 1, rejected 0",
            "ups-qv        | QV_3F4W57_20260316_060000.csv            | lines 11, read 11, unmapped 1, rejected 0",
            "usps          | 941233312_20260316.ext                   | lines 6, read 6, unmapped 1, rejected 0",
            "hermes-de     | STATUS_4711_20260316060000.csv           | lines 7, read 7, unmapped 1, rejected 0",
            "dhl-parcel-de | EVENTS_1234567890_20260316_060000.csv    | lines 10, read 10, unmapped 2, rejected 0",
            "royal-mail    | RMTRACK_20260316060000.csv               | lines 6, read 6, unmapped 1, rejected 0",
            "x12-214       | UPSN_214_20260316.edi                    | lines 4, read 4, unmapped 1, rejected 0",
            "iftsta        | 20260316_ROTH-IFTSTA                     | lines 2, read 2, unmapped 0, rejected 0",
    })
    void readsEachCarriersSample(String carrier, String sample, String last) {
        assertThat(check(carrier, SAMPLES.resolve(carrier).resolve(sample))).as(err.toString()).isZero();
        assertThat(lines()).last().isEqualTo(last);
        assertThat(out.toString()).doesNotContain("the name is not", "WALCH", "Müller;", "M. M");
    }

    @Test
    void showsHowALineIsUnderstood() {
        check("ups-qv", SAMPLES.resolve("ups-qv/QV_3F4W57_20260316_060000.csv"));
        assertThat(lines()).contains("  line 1: record S1, no scan",
                "  line 7: number 1Z3F4W576807747148, code D1/FRONT, at 2026-03-13T10:15:01 America/Los_Angeles = 2026-03-13T17:15:01Z,"
                        + " depot SAN JOSE, country US -> DELIVERED, tells ParcelDelivered",
                "  line 9: number 1Z3F4W576807747166, code E1/99, at 2026-03-12T16:00 Europe/Brussels = 2026-03-12T15:00:00Z,"
                        + " depot BRUSSELS, country BE -> UNMAPPED",
                "  line 11: number 1Z3F4W576807747175, code D2/RECEPTION, at 2026-03-12T10:15:01 Europe/Berlin = 2026-03-12T09:15:01Z,"
                        + " depot MUENCHEN, country DE -> DELIVERED, tells ParcelDelivered",
                "code E1/99 has no status in the profile: 1 times");
    }

    @Test
    void readsLinesWhoseCellsAreKnownByTheirWidths() throws IOException {
        Path profile = Files.writeString(folder.resolve("fixed.yaml"),
                """
                    id: fixed
                    name: Fixed
                    files: {pattern: ".+", encoding: ISO-8859-1, format: FIXED, widths: [12, 3, 8, 14], header: NONE, columns: [NO, CODE, PLACE, AT]}
                    fields: {number: NO, code: CODE, depot: PLACE, time: AT}
                    number: {pattern: "[0-9]{8,12}"}
                    time: {format: uuuuMMddHHmmss, zone: Europe/Berlin}
                    labelWindow: {before: 1d, after: 120d}
                    codes: {version: "1", DELIVERED: ["13"]}
                    """);
        Path sample = Files.writeString(folder.resolve("sample"), """
            12345678    13 K\u00f6ln    20260313191011
            123456789012X  Bonn    20260313191011
            12345678    13 Bonn    2026031319101
            12345678    13 Bonn    202603131910112
              345678    13 Bonn    20260313191011
            12345678    13 Bonn    20261313191011
            """, StandardCharsets.ISO_8859_1);
        assertThat(check(profile.toString(), sample)).as(err.toString()).isOne();
        assertThat(lines()).containsSubsequence(
                "  line 1: number 12345678, code 13, at 2026-03-13T19:10:11 Europe/Berlin = 2026-03-13T18:10:11Z, depot K\u00f6ln -> DELIVERED,"
                        + " tells ParcelDelivered",
                "  line 2: number 123456789012, code X, at 2026-03-13T19:10:11 Europe/Berlin = 2026-03-13T18:10:11Z, depot Bonn -> UNMAPPED",
                "  line 3: rejected, COLUMNS: 36 characters, expected 37", "  line 4: rejected, COLUMNS: 38 characters, expected 37",
                "  line 5: rejected, NUMBER: NO is not [0-9]{8,12}; did a spreadsheet take its leading zeros? Ask for the original file",
                "  line 6: rejected, TIME: AT is not a time in the profile's format", "lines 6, read 2, unmapped 1, rejected 4");
    }

    @Test
    void saysThatAFileIsNoFileOrHasNothingInIt() throws IOException {
        assertThat(check("ups-qv", folder)).isOne();
        assertThat(err.toString()).contains(folder + ": is a folder; name the files in it");
        assertThat(check("ups-qv", Files.createFile(folder.resolve("empty")))).isOne();
        assertThat(err.toString()).contains("empty: no byte in it; ask the carrier for the file");
        assertThat(lines()).last().isEqualTo("lines 0, read 0, unmapped 0, rejected 0");
    }

    @Test
    void readsAProfileByItsPathAndSeveralFilesTogether() throws IOException {
        Path zipped = folder.resolve("RMTRACK_20260316060000.csv.gz");
        Path sample = SAMPLES.resolve("royal-mail/RMTRACK_20260316060000.csv");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(sample, gzip);
        }
        assertThat(check(Dpd.CARRIERS.resolve("royal-mail.yaml").toString(), sample, zipped)).isZero();
        assertThat(lines()).last().isEqualTo("lines 12, read 12, unmapped 2, rejected 0");
    }

    @Test
    void endsWithOneWhenALineIsRejectedAndSaysWhy() throws IOException {
        Path sample = Files.writeString(folder.resolve("RMTRACK_20260316060000.csv"), """
            oneDBarcode,eventCode,eventDateTime,locationName
            FQ087430672GB,EVKOP,2026-03-13T19:10:11,"Bristol
            1.23E+13,EVKOP,2026-03-13T19:10:11,Bristol
            FQ087430672GB,EVKOP,2026-03-13T19:10:11,Bristol,more
            FQ087430672GB,EVKOP,2026-03-13T19:10:11,Bristol
            """);
        assertThat(check("royal-mail", sample)).isOne();
        assertThat(lines()).containsSubsequence("  line 2: rejected, QUOTES: the quote of column 4 is not closed",
                "  line 3: rejected, NUMBER: oneDBarcode was rounded by a spreadsheet; ask for the original file",
                "  line 4: rejected, COLUMNS: 4 separators, expected 3", "lines 5, read 2, unmapped 0, rejected 3");
    }

    @Test
    void saysWhatIsWrongWithTheArguments() throws IOException {
        assertThat(check("nobody", SAMPLES.resolve("dpd/SCANINFO_4711_D20260316T060000_a1B2c3"))).isEqualTo(2);
        assertThat(err.toString()).startsWith("nobody: neither a profile nor the id of one in");
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "id: broken\n");
        assertThat(check(broken.toString(), SAMPLES)).isEqualTo(2);
        assertThat(err.toString()).contains("broken.yaml:1: 'name' is missing");
        assertThat(check("dpd", folder.resolve("nothing"))).isOne();
        assertThat(err.toString()).contains("nothing: cannot be read to its end (NoSuchFileException");
        Path other = Files.writeString(folder.resolve("other"), "a,b\n", StandardCharsets.UTF_8);
        assertThat(check("dpd", other)).isOne();
        assertThat(err.toString()).contains("other: column 1 of the header is not PARCELNO");
    }

    private int check(String profile, Path... files) {
        CommandLine line = new CommandLine(new CarrierCheck()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(Stream.concat(Stream.of("--carriers", Dpd.CARRIERS.toString(), profile), Stream.of(files).map(Path::toString))
                .toArray(String[]::new));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
