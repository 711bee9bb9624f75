package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.drop;
import static dev.pressroom.batch.Dpd.mixed;
import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.parcel;
import static dev.pressroom.batch.Lab.reconcile;
import static dev.pressroom.batch.Lab.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Fields;
import dev.pressroom.batch.carriers.CarrierProfile.Layout;
import dev.pressroom.batch.carriers.CarrierProfile.Silence;
import dev.pressroom.batch.carriers.CodeTable;
import dev.pressroom.batch.carriers.ParcelStatus;
import dev.pressroom.batch.carriers.TimeRule;
import dev.pressroom.batch.carriers.Zones;
import dev.pressroom.batch.reconcile.Outcome;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.Settings;
import dev.pressroom.batch.reconcile.StopSignal;
import dev.pressroom.storage.files.DropStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What carriers really do. */
class QuirksTest {

    private static final CarrierProfile DPD = Dpd.NO_CLOCK.get("dpd");

    @TempDir
    Path drop;

    @BeforeEach
    void emptyRecord() {
        Lab.empty();
    }

    @Test
    void tellsOnceThatNothingIsHeardOfAParcel() throws Exception {
        parcel(number(1), "A-1", "[2025-05-10,2025-09-07)");
        parcel(number(2), "A-2", "[2025-05-10,2025-09-07)");
        parcel(number(3), "A-3", "[2025-05-28,2025-09-25)");
        parcel(number(4), "A-4", "[2024-01-01,2024-05-01)");
        drop(drop, "aaaaaa", row(number(1), "10", "0512", "20250520110000"), row(number(2), "13", "0512", "20250520110000"));
        Map<String, CarrierProfile> clock = Map.of("dpd", with(DPD, DPD.codes(), DPD.time(),
                new Silence(Duration.ofDays(7), List.of(ParcelStatus.DELIVERED))));

        assertThat(run(clock).totals()).hasToString("files 1, rows 2, events 2, rejects 0, facts 2");
        assertThat(run(clock).totals().facts()).isZero();
        assertThat(rows("SELECT order_id, name, event_key, occurred_at FROM facts ORDER BY 1")).containsExactly(
                "(A-1,ParcelSilent,05000000000001|SILENT|20250510,\"2025-05-27 09:00:00+00\")",
                "(A-2,ParcelDelivered,05000000000002|20250520110000|13|0512,\"2025-05-20 09:00:00+00\")");
        assertThat(rows("SELECT order_id FROM relay_queue ORDER BY 1")).containsExactly("(A-1)", "(A-2)");
    }

    @Test
    void hearsOfAParcelByScansThatSayNothingNew() throws Exception {
        parcel(number(1), "A-1", "[2025-05-10,2025-09-07)");
        parcel(number(2), "A-2", "[2025-05-10,2025-09-07)");
        drop(drop, "aaaaaa", row(number(1), "77", "0512", "20250529110000"), row(number(1), "10", "0512", "20250515110000"),
                row(number(2), "77", "0512", "20250520110000"), row(number(2), "10", "0512", "20250515110000"));
        run(Map.of("dpd", with(DPD, DPD.codes(), DPD.time(), new Silence(Duration.ofDays(7), List.of(ParcelStatus.DELIVERED)))));

        assertThat(rows("SELECT order_id, name, occurred_at FROM facts")).containsExactly("(A-2,ParcelSilent,\"2025-05-27 09:00:00+00\")");
    }

    @Test
    void givesTheScansOfANewLabelToTheParcelThatGotIt() throws Exception {
        Fields fields = DPD.layouts().get("").fields();
        int info = DPD.layouts().get("").columns().indexOf("INFO_TEXT");
        Layout layout = new Layout(DPD.layouts().get("").columns(), new Fields(fields.number(), fields.code(), fields.reason(),
                fields.depot(), fields.time(), fields.country(), fields.zone(), List.of(info)));
        Map<String, CarrierProfile> relabelled = Map.of("dpd", new CarrierProfile("dpd", "DPD", DPD.files(), Map.of("", layout),
                DPD.number(), DPD.time(), DPD.codes(), DPD.labelWindow(), null, null));
        String first = relabel(row(number(9), "13", "0512", "20250522110000"), "");
        String relabel = relabel(row(number(9), "10", "0512", "20250521110000"), number(1));
        for (String[] order : List.of(new String[]{first, relabel}, new String[]{relabel, first})) {
            Lab.empty();
            parcel(number(1), "A-1");
            drop(drop, "aaaaaa", order);
            Result result = Lab.RECONCILIATION.run(new Settings(DropStore.at(drop.toString()), relabelled, null, 1, 3, Long.MAX_VALUE),
                    new StopSignal());

            assertThat(result.totals()).hasToString("files 1, rows 2, events 2, rejects 0, facts 1");
            assertThat(rows("SELECT number, status FROM parcels")).containsExactly("(05000000000001,DELIVERED)");
            assertThat(rows("SELECT order_id, payload->>'number', event_key FROM facts"))
                    .containsExactly("(A-1,05000000000001,05000000000009|20250522110000|13|0512)");
        }
    }

    private static String relabel(String row, String before) {
        return row.replace("left at door", before);
    }

    @Test
    void tellsTheOrderOfItsParcelByTheNumberThatThePrinterWrote() throws Exception {
        parcel(number(1), "A-1", "[2025-05-10,2025-09-07)");
        parcel(number(2), "A-2", "[2025-05-10,2025-09-07)");
        Lab.JDBC.sql("UPDATE parcels SET told_number = '0500 0000 ' || right(number, 6)").update();
        drop(drop, "aaaaaa", row("0500 0000 000001", "13", "0512", "20250520110000"));
        Map<String, CarrierProfile> clock = Map.of("dpd", with(DPD, DPD.codes(), DPD.time(),
                new Silence(Duration.ofDays(7), List.of(ParcelStatus.DELIVERED))));
        run(clock);

        assertThat(rows("SELECT order_id, name, payload->>'number' FROM facts ORDER BY 1"))
                .containsExactly("(A-1,ParcelDelivered,\"0500 0000 000001\")", "(A-2,ParcelSilent,\"0500 0000 000002\")");
    }

    @Test
    void tellsEachParcelOfAnOrderByItself() {
        parcel(number(1), "A-1");
        Lab.JDBC.sql("""
            INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment)
            VALUES ('dpd', :number, '[2025-04-20,2025-08-20)', 'A-1', 1, '2')""").param("number", number(2)).update();
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"), row(number(2), "03", "0512", "20250520110000"));
        reconcile(drop, 50);

        assertThat(rows("SELECT number, status FROM parcels ORDER BY 1"))
                .containsExactly("(05000000000001,DELIVERED)", "(05000000000002,OUT_FOR_DELIVERY)");
        assertThat(rows("SELECT payload->>'number', name FROM facts")).containsExactly("(05000000000001,ParcelDelivered)");
    }

    @Test
    void keepsScansOfNumbersThatWeNeverIssuedAndTellsNobody() {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        assertThat(reconcile(drop, 50).totals()).hasToString("files 1, rows 1, events 1, rejects 0, facts 0");
        assertThat(rows("SELECT order_id FROM relay_queue")).isEmpty();
    }

    @Test
    void believesTheCarrierThatDeliversBeforeThePrinterShipped() {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        reconcile(drop, 50);
        parcel(number(1), "A-1", "[2025-05-19 12:00+00,2025-09-19)");
        assertThat(reconcile(drop, 50).totals().facts()).isOne();
        assertThat(rows("SELECT status FROM parcels")).containsExactly("(DELIVERED)");
    }

    @Test
    void readsACompressedFileAndContinuesInsideIt() throws Exception {
        String[] lines = mixed(40, 7);
        drop(drop, "aaaaaa", lines);
        reconcile(drop, 50);
        List<String> plain = events();

        Lab.empty();
        Files.delete(drop.resolve("dpd/SCANINFO_4711_D20250520T060000_aaaaaa"));
        drop(drop, "aaaaaa.gz", gzip(Dpd.HEADER + "\n" + String.join("\n", lines) + "\n"));
        int[] chunks = {0};
        assertThat(reconcile(drop, 50, step -> {
            if (++chunks[0] == 4) {
                throw new IllegalStateException("in the middle");
            }
        }).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reconcile(drop, 50).outcome()).isEqualTo(Outcome.OK);
        assertThat(events()).isEqualTo(plain);
    }

    @Test
    void loadsNothingOfACompressedFileThatIsCut() throws Exception {
        byte[] whole = gzip(Dpd.HEADER + "\n" + String.join("\n", mixed(40, 7)) + "\n");
        drop(drop, "aaaaaa.gz", Arrays.copyOf(whole, whole.length / 2));
        byte[] damaged = whole.clone();
        damaged[damaged.length - 5] ^= 1;
        drop(drop, "bbbbbb.gz", damaged);

        Result result = reconcile(drop, 50);

        assertThat(result.outcome()).isEqualTo(Outcome.BAD_DATA);
        assertThat(rows("SELECT state, problem FROM tracking_files ORDER BY name")).allMatch(
                row -> row.startsWith("(BAD,\"the compressed file is cut or damaged"));
        assertThat(rows("SELECT * FROM tracking_events")).isEmpty();
    }

    @Test
    void loadsWhatIsWholeOfATruncatedFileAndRejectsTheRest() {
        String whole = Dpd.HEADER + "\n" + row(number(1), "13", "0512", "20250520110000") + "\n"
                + row(number(2), "13", "0512", "20250520110000").substring(0, 40);
        drop(drop, "aaaaaa", whole.getBytes(StandardCharsets.UTF_8));
        assertThat(reconcile(drop, 50).totals()).hasToString("files 1, rows 2, events 1, rejects 1, facts 0");
        assertThat(rows("SELECT line, code FROM rejects")).containsExactly("(3,TRUNCATED)");
    }

    @Test
    void readsAFileWithOnlyAHeader() {
        drop(drop, "aaaaaa");
        assertThat(reconcile(drop, 50).totals()).hasToString("files 1, rows 0, events 0, rejects 0, facts 0");
    }

    @Test
    void foldsAllEventsAgainToTheSameRecord() throws Exception {
        known();
        drop(drop, "aaaaaa", mixed(40, 7));
        drop(drop, "bbbbbb", mixed(60, 8));
        reconcile(drop, 30);
        List<String> before = Lab.record();

        Result rebuilt = Lab.RECONCILIATION.refold(Lab.settings(drop, 50), false, new StopSignal());

        assertThat(rebuilt.outcome()).isEqualTo(Outcome.OK);
        assertThat(rebuilt.totals()).hasToString("files 0, rows 0, events 0, rejects 0, facts 0");
        assertThat(Lab.record()).isEqualTo(before);
    }

    @Test
    void repairsAParcelThatDoesNotAgreeWithItsEvents() throws Exception {
        known();
        drop(drop, "aaaaaa", mixed(40, 7));
        reconcile(drop, 30);
        List<String> before = Lab.record();
        Lab.JDBC.sql("UPDATE parcels SET status = 'LOST', rank = 68, at = '2030-01-01Z' WHERE number = :number").param("number", number(1))
                .update();
        Lab.JDBC.sql("DELETE FROM facts WHERE fact_id = (SELECT min(fact_id) FROM facts)").update();

        Result rebuilt = Lab.RECONCILIATION.refold(Lab.settings(drop, 50), false, new StopSignal());

        assertThat(rebuilt.outcome()).isEqualTo(Outcome.BAD_DATA);
        assertThat(rebuilt.totals().facts()).isOne();
        assertThat(withoutReceipt(Lab.record())).isEqualTo(withoutReceipt(before));
    }

    @Test
    void givesOldEventsTheMeaningAndTheZoneThatTheProfileHasNow() throws Exception {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "77", "0512", "20250520110000"));
        reconcile(drop, 50);
        Map<String, ParcelStatus> more = new HashMap<>(DPD.codes().statuses());
        more.put("77", ParcelStatus.DELIVERED);
        CarrierProfile changed = with(DPD, new CodeTable("2026-12", more),
                new TimeRule(DPD.time().formats(), ZoneId.of("Europe/London"), Zones.NONE), null);

        Result remapped = Lab.RECONCILIATION
                .refold(new Settings(DropStore.at(drop.toString()), Map.of("dpd", changed), null, 50, 1, Long.MAX_VALUE), true,
                        new StopSignal());

        assertThat(remapped.outcome()).isEqualTo(Outcome.OK);
        assertThat(remapped.totals().facts()).isOne();
        assertThat(rows("SELECT status, occurred_at, zone_rule, fact FROM tracking_events"))
                .containsExactly("(DELIVERED,\"2025-05-20 10:00:00+00\",Europe/London,ParcelDelivered)");
        assertThat(rows("SELECT status FROM parcels")).containsExactly("(DELIVERED)");
    }

    @Test
    void refusesACodeTableThatChangedUnderItsVersion() throws Exception {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        reconcile(drop, 50);
        Map<String, ParcelStatus> other = new HashMap<>(DPD.codes().statuses());
        other.put("13", ParcelStatus.RETURNED);
        Map<String, CarrierProfile> changed = Map.of("dpd", with(DPD, new CodeTable(DPD.codes().version(), other), DPD.time(), null));

        Result refused = run(changed);
        assertThat(refused.outcome()).isEqualTo(Outcome.MISCONFIGURED);
        assertThat(refused.problems())
                .containsExactly("carrier dpd: code '13' means something else than when version 2026-11 of the table was first used;"
                        + " give codes.version a new value, then run --remap");
        Map<String, CarrierProfile> renamed = Map.of("dpd", with(DPD, new CodeTable("2026-12", other), DPD.time(), null));
        assertThat(run(renamed).outcome()).isEqualTo(Outcome.OK);
    }

    private Result run(Map<String, CarrierProfile> carriers) throws Exception {
        return Lab.RECONCILIATION.run(new Settings(DropStore.at(drop.toString()), carriers, null, 50, 1, Long.MAX_VALUE), new StopSignal());
    }

    private static CarrierProfile with(CarrierProfile carrier, CodeTable codes, TimeRule time, Silence silence) {
        return new CarrierProfile(carrier.id(), carrier.name(), carrier.files(), carrier.layouts(), carrier.number(), time, codes,
                carrier.labelWindow(), silence, null);
    }

    private static void known() {
        for (int parcel = 0; parcel < 50; parcel++) {
            parcel(number(parcel), "A-" + parcel / 2);
        }
    }

    private static List<String> events() {
        return rows("SELECT number, said_at, scan_code, depot, status, line FROM tracking_events ORDER BY 1, 2, 3, 4");
    }

    private static List<String> withoutReceipt(List<String> record) {
        return record.stream().map(row -> row.replaceAll("receivedAt\"\": \"\"[^\"]+", "")).toList();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
