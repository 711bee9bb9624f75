package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.drop;
import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.reconcile;
import static dev.pressroom.batch.Lab.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Silence;
import dev.pressroom.batch.carriers.ParcelStatus;
import dev.pressroom.batch.carriers.TimeRule;
import dev.pressroom.batch.reconcile.Outcome;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.Settings;
import dev.pressroom.storage.files.DropStore;
import dev.pressroom.storage.tracking.NumberRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose input is not what it should be: which outcome a scheduler sees, what is kept from the orders, and how it is read again. */
class TroubledInputTest {

    private static final CarrierProfile DPD = Dpd.NO_CLOCK.get("dpd");

    @TempDir
    Path drop;

    @BeforeEach
    void emptyRecord() {
        Lab.empty();
    }

    @Test
    void readsAFileAgainUnaskedWhenNotOneRowOfItCouldBeRead() {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"), row(number(2), "13", "0512", "20250520110000"));
        TimeRule dotted = new TimeRule(List.of(DateTimeFormatter.ofPattern("dd.MM.uuuu")), DPD.time().zone(), DPD.time().zones());
        CarrierProfile wrong = with(dotted, null);

        for (int night = 1; night <= 2; night++) {
            Result rejected = reconcile(settings(wrong, null, false, 3));
            assertThat(rejected.outcome()).isEqualTo(Outcome.BAD_DATA);
            assertThat(rejected.totals()).hasToString("files 0, rows 2, events 0, rejects 2, facts 0");
            assertThat(rows("SELECT state, problem LIKE 'no row of it could be read%' FROM tracking_files")).containsExactly("(BAD,t)");
        }
        Result corrected = reconcile(settings(DPD, null, false, 1));

        assertThat(corrected.outcome()).isEqualTo(Outcome.OK);
        assertThat(corrected.totals()).hasToString("files 1, rows 2, events 2, rejects 0, facts 0");
        assertThat(rows("SELECT * FROM rejects")).isEmpty();
        assertThat(rows("SELECT state, rows, scans, rejected, problem FROM tracking_files")).containsExactly("(LOADED,2,2,0,)");
    }

    @Test
    void loadsAFileAgainWhenAskedAndTellsNothingTwice() {
        Lab.parcel(number(1), "A-1");
        Path file = drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"),
                row("5000000000002", "03", "0512", "20250520110000"));
        assertThat(reconcile(settings(DPD, null, false, 2)).totals()).hasToString("files 1, rows 2, events 1, rejects 1, facts 1");
        CarrierProfile corrected = new CarrierProfile(DPD.id(), DPD.name(), DPD.files(), DPD.layouts(),
                new NumberRule(Pattern.compile("[0-9]{13,14}"), null), DPD.time(),
                DPD.codes(), DPD.labelWindow(), null, null);

        assertThat(reconcile(settings(corrected, file.toString(), false, 1)).totals()).as("without --again")
                .hasToString("files 0, rows 0, events 0, rejects 0, facts 0");
        Result again = reconcile(settings(corrected, file.toString(), true, 1));

        assertThat(again.outcome()).isEqualTo(Outcome.OK);
        assertThat(again.totals()).hasToString("files 1, rows 2, events 1, rejects 0, facts 0");
        assertThat(rows("SELECT state, rows, rejected FROM tracking_files")).containsExactly("(LOADED,2,0)");
        assertThat(rows("SELECT * FROM rejects")).isEmpty();
        assertThat(rows("SELECT order_id, name FROM facts")).containsExactly("(A-1,ParcelDelivered)");
    }

    @Test
    void failsForTheSchedulerWhenTheDropDoesNotGiveAFileAndLoadsTheOthers() {
        Path unreadable = drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        drop(drop, "bbbbbb", row(number(2), "13", "0512", "20250520110000"));
        Path compressed = drop(drop, "cccccc.gz", new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5});
        Flaky store = new Flaky(DropStore.at(drop.toString()),
                new ArrayList<>(List.of(unreadable.getFileName().toString(), compressed.getFileName().toString())));

        Result result = reconcile(new Settings(store, Dpd.NO_CLOCK, null, 50, 1, Long.MAX_VALUE));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.totals()).hasToString("files 1, rows 1, events 1, rejects 0, facts 0");
        assertThat(rows("SELECT name FROM tracking_files WHERE state = 'BAD'")).isEmpty();

        store.broken().clear();
        Result next = reconcile(new Settings(store, Dpd.NO_CLOCK, null, 50, 1, Long.MAX_VALUE));
        assertThat(next.outcome()).as("now the compressed file is read, and it is damaged").isEqualTo(Outcome.BAD_DATA);
        assertThat(next.totals().files()).isOne();
    }

    /** A folder whose files can be broken. */
    private record Flaky(DropStore real, List<String> broken) implements DropStore {

        @Override
        public boolean exists() throws IOException {
            return real.exists();
        }

        @Override
        public List<String> carriers() throws IOException {
            return real.carriers();
        }

        @Override
        public List<String> files(String carrier) throws IOException {
            return real.files(carrier);
        }

        @Override
        public InputStream open(String carrier, String name, long from) throws IOException {
            if (broken.contains(name)) {
                throw new IOException("connection reset");
            }
            return real.open(carrier, name, from);
        }

        @Override
        public Path fetching(String carrier) {
            return real.fetching(carrier);
        }

        @Override
        public void move(Path fetched, String carrier, String name) throws IOException {
            real.move(fetched, carrier, name);
        }

        @Override
        public void delete(String carrier, String name) throws IOException {
            real.delete(carrier, name);
        }

        @Override
        public String locate(String carrier, String name) {
            return real.locate(carrier, name);
        }
    }

    @Test
    void tellsNoParcelSilentWhileItsNewsMayBeInAFileThatWasNotRead() throws Exception {
        Lab.parcel(number(1), "A-1");
        CarrierProfile clock = with(DPD.time(), new Silence(Duration.ofDays(7), List.of(ParcelStatus.DELIVERED)));
        Path good = drop(drop, "aaaaaa", row(number(2), "13", "0512", "20250520110000"));
        Path bad = drop(drop, "bbbbbb", "no header\n".getBytes(StandardCharsets.UTF_8));

        assertThat(reconcile(settings(clock, null, false, 1)).totals().facts()).as("a file is BAD").isZero();
        Files.delete(bad);
        assertThat(reconcile(settings(clock, good.toString(), false, 1)).totals().facts()).as("only one file was looked at").isZero();
        assertThat(reconcile(settings(clock, null, false, 1)).totals().facts()).isOne();
        assertThat(rows("SELECT order_id, name FROM facts")).containsExactly("(A-1,ParcelSilent)");
        assertThat(reconcile(settings(clock, null, false, 1)).totals().facts()).isZero();
    }

    @Test
    void leavesOutTheCarrierWhoseTableChangedAndLoadsTheOthers() {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        Settings both = new Settings(DropStore.at(drop.toString()), Map.of("dpd", DPD, "usps", Dpd.PROFILES.get("usps")), null, 50, 1,
                Long.MAX_VALUE);
        Lab.JDBC.sql("INSERT INTO code_tables VALUES ('usps', :version, '{\"01\": \"LOST\"}', now())")
                .param("version", Dpd.PROFILES.get("usps").codes().version()).update();

        Result result = reconcile(both);

        assertThat(result.outcome()).isEqualTo(Outcome.MISCONFIGURED);
        assertThat(result.outcome().exitCode()).isEqualTo(2);
        assertThat(result.problems()).isNotEmpty().allMatch(problem -> problem.startsWith("carrier usps: code '"));
        assertThat(result.totals()).hasToString("files 1, rows 1, events 1, rejects 0, facts 0");
    }

    private Settings settings(CarrierProfile carrier, String file, boolean again, int writers) {
        return new Settings(DropStore.at(drop.toString()), Map.of("dpd", carrier), file, 50, writers, Long.MAX_VALUE, again, List.of());
    }

    private static CarrierProfile with(TimeRule time, Silence silence) {
        return new CarrierProfile(DPD.id(), DPD.name(), DPD.files(), DPD.layouts(), DPD.number(), time, DPD.codes(), DPD.labelWindow(),
                silence, null);
    }
}
