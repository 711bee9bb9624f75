package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.drop;
import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.reconcile;
import static dev.pressroom.batch.Lab.rows;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.reconcile.Outcome;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.Settings;
import dev.pressroom.batch.reconcile.StopSignal;
import dev.pressroom.storage.files.DropStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the drop: whole, bad, waiting, issued again, and which of it is asked for. */
class DroppedFilesTest {

    @TempDir
    Path drop;

    @BeforeEach
    void emptyRecord() {
        Lab.empty();
    }

    /** Files of every carrier with bytes changed, NUL more often than others: what is read is stored, what is not is told, and the run ends. */
    @Test
    void endsWhateverTheDamageOfItsFiles() throws IOException {
        Random random = new Random(3);
        for (CarrierProfile carrier : Dpd.PROFILES.values()) {
            Path folder = Files.createDirectories(drop.resolve(carrier.id()));
            try (Stream<Path> samples = Files.list(Path.of("src/test/resources/carriers", carrier.id()))) {
                Path sample = samples.findFirst().orElseThrow();
                byte[] whole = Files.readString(sample, ISO_8859_1).replace("2026", "2025").getBytes(ISO_8859_1);
                Files.write(folder.resolve(sample.getFileName()), whole);
                for (int issue = 2; issue <= 9; issue++) {
                    byte[] damaged = issue == 9 ? Arrays.copyOf(whole, whole.length / 2) : whole.clone();
                    for (int hits = 2 * issue; hits > 0; hits--) {
                        damaged[random.nextInt(damaged.length)] = (byte) (hits % 2 == 0 ? 0 : random.nextInt(256));
                    }
                    Files.write(folder.resolve(sample.getFileName() + "." + issue), damaged);
                }
            }
        }

        Result result = reconcile(new Settings(DropStore.at(drop.toString()), Dpd.PROFILES, null, 7, 1, Long.MAX_VALUE));

        assertThat(result.outcome()).isIn(Outcome.OK, Outcome.BAD_DATA);
        assertThat(rows("SELECT DISTINCT state FROM tracking_files ORDER BY 1")).containsExactly("(BAD)", "(LOADED)");
        assertThat(rows("SELECT carrier FROM tracking_files GROUP BY 1 HAVING bool_or(state = 'LOADED')"))
                .hasSameSizeAs(Dpd.PROFILES.keySet());
        assertThat(result.totals().rejects()).isGreaterThan(100);
    }

    /** Of every framing, EDI with a message that is missing, and compressed. */
    @Test
    void leavesTheSameRecordOfEveryCarrierWhateverTheChunksAndTheWriters() throws IOException {
        for (CarrierProfile carrier : Dpd.PROFILES.values()) {
            Path folder = Files.createDirectories(drop.resolve(carrier.id()));
            try (Stream<Path> samples = Files.list(Path.of("src/test/resources/carriers", carrier.id()))) {
                Path sample = samples.findFirst().orElseThrow();
                byte[] content = Files.readString(sample, ISO_8859_1).replace("2026", "2025").replace("GE*2*", "GE*3*")
                        .replace("UNE+2+", "UNE+3+").concat("broken").getBytes(ISO_8859_1);
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(sample.getFileName() + ".gz")))) {
                    out.write(content);
                }
                Files.write(folder.resolve(sample.getFileName()), content);
            }
        }
        List<String> whole = everything(1_000, 1);
        assertThat(whole).filteredOn(row -> row.contains("trailer says another number")).hasSize(4);
        assertThat(whole).anyMatch(row -> row.contains("ParcelDelivered"));
        assertThat(everything(1, 3)).isEqualTo(whole);
        assertThat(everything(3, 2)).isEqualTo(whole);
    }

    private List<String> everything(int linesPerChunk, int writers) {
        Lab.empty();
        Lab.parcel("1Z3F4W576807747148", "A-1", "[2025-03-01,2025-08-20)");
        Lab.JDBC.sql("UPDATE parcels SET carrier = 'ups-qv'").update();
        Result result = reconcile(
                new Settings(DropStore.at(drop.toString()), Dpd.PROFILES, null, linesPerChunk, writers, Long.MAX_VALUE));
        List<String> record = new ArrayList<>(Lab.record());
        record.add(result.totals().toString());
        return record;
    }

    @Test
    void setsABadFileAsideAndLoadsTheOthers() {
        drop(drop, "aaaaaa", "PARCELNO,SCAN_CODE\n".getBytes(StandardCharsets.UTF_8));
        drop(drop, "bbbbbb", new byte[]{0x1f, (byte) 0x8b, 8, 0, (byte) 0xff});
        drop(drop, "cccccc", (Dpd.HEADER.replace("DEPOT_CODE", "DEPOT") + "\n").getBytes(StandardCharsets.UTF_8));
        drop(drop, "dddddd", row(number(1), "13", "0512", "20250520110000"));

        Result result = reconcile(drop, 50);

        assertThat(result.outcome()).isEqualTo(Outcome.BAD_DATA);
        assertThat(result.totals()).hasToString("files 1, rows 1, events 1, rejects 0, facts 0");
        assertThat(rows("SELECT state, problem FROM tracking_files ORDER BY name")).satisfiesExactly(
                columns -> assertThat(columns).contains("BAD", "column 1 of the header is not PARCELNO"),
                bytes -> assertThat(bytes).contains("BAD", "is the file UTF-16, or compressed?"),
                renamed -> assertThat(renamed).contains("BAD", "column 3 of the header is not DEPOT_CODE"),
                good -> assertThat(good).isEqualTo("(LOADED,)"));
    }

    @Test
    void waitsForTheSemaphoreAndReportsEmptyFilesEachTime(@TempDir Path reports) throws Exception {
        Path waiting = drop(drop, "aaaaaa", row(number(1), "99", "0512", "20250520110000"),
                row("5,00E+12", "13", "0512", "20250520110000"));
        Path semaphore = waiting.resolveSibling(waiting.getFileName() + ".sem");
        drop(drop, "bbbbbb", new byte[0]);
        Files.createFile(drop.resolve("dpd/SCANINFO_4711_D20250520T060000_bbbbbb.sem"));
        Files.createFile(drop.resolve("dpd/SCANINFO_4711_D20250520T060000_cccccc.tmp"));
        Files.createFile(drop.resolve("dpd/<b>.csv"));

        for (int night = 1; night <= 2; night++) {
            Result result = reconcileWithSemaphores();
            assertThat(result.outcome()).isEqualTo(Outcome.OK);
            Lab.REPORT.write(result, reports);
            assertThat(reports.resolve("reconcile-" + result.run() + "-files.csv")).content().isEqualToIgnoringNewLines("""
                carrier,file,state,rows,events,rejects,facts,problem
                dpd,<b>.csv,IGNORED,0,0,0,0,the name is not files.pattern of the carrier's profile
                dpd,SCANINFO_4711_D20250520T060000_aaaaaa,WAITING,0,0,0,0,its semaphore file is not there yet
                dpd,SCANINFO_4711_D20250520T060000_bbbbbb,EMPTY,0,0,0,0,no byte in it; ask the carrier for the file
                """);
        }
        Files.createFile(semaphore);
        Result third = reconcileWithSemaphores();
        Path page = Lab.REPORT.write(third, reports);
        assertThat(reports.resolve("reconcile-" + third.run() + "-rejects.csv")).content().isEqualToIgnoringNewLines("""
            carrier,file,line,code,reason
            dpd,SCANINFO_4711_D20250520T060000_aaaaaa,3,NUMBER,PARCELNO was rounded by a spreadsheet; ask for the original file
            """);
        assertThat(page).content().contains("files 1, rows 2, events 1, rejects 1, facts 0",
                "<td>dpd</td><td>99</td><td class=\"n\">1</td>", "rounded by a spreadsheet", "&lt;b&gt;.csv")
                .doesNotContain("5,00E+12", "Müller");
    }

    private Result reconcileWithSemaphores() throws Exception {
        CarrierProfile dpd = Dpd.PROFILE;
        CarrierProfile.Files files = new CarrierProfile.Files(dpd.files().pattern(), ".sem", dpd.files().encoding(), dpd.files().form());
        CarrierProfile semaphores = new CarrierProfile(dpd.id(), dpd.name(), files, dpd.layouts(), dpd.number(), dpd.time(), dpd.codes(),
                dpd.labelWindow(), null, null);
        return Lab.RECONCILIATION.run(new Settings(DropStore.at(drop.toString()), Map.of("dpd", semaphores), null, 50, 1, Long.MAX_VALUE),
                new StopSignal());
    }

    @Test
    void takesAReissueWithANumberBehindItsName() {
        drop(drop, "aaaaaa", row(number(1), "05", "0511", "20250519180000"));
        drop(drop, "aaaaaa.2", row(number(1), "13", "0512", "20250520110000"));

        assertThat(reconcile(drop, 50).totals()).hasToString("files 2, rows 2, events 2, rejects 0, facts 0");
    }

    @Test
    void loadsOnlyTheFileItIsAskedFor() throws Exception {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        Path wanted = drop(drop, "bbbbbb", row(number(2), "13", "0512", "20250520110000"), "broken");

        assertThat(only(Path.of("no-such-file"), 0).outcome()).isEqualTo(Outcome.NOT_THERE);
        Result byName = only(wanted.getFileName(), 0);
        assertThat(byName.totals()).hasToString("files 1, rows 2, events 1, rejects 1, facts 0");
        assertThat(byName.outcome()).as("more rejects than accepted").isEqualTo(Outcome.BAD_DATA);
        assertThat(only(wanted, 0).outcome()).as("loaded before").isEqualTo(Outcome.OK);
    }

    private Result only(Path file, long maxRejects) throws Exception {
        return Lab.RECONCILIATION.run(new Settings(DropStore.at(drop.toString()), Dpd.NO_CLOCK, file.toString(), 50, 1, maxRejects),
                new StopSignal());
    }
}
