package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.drop;
import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.JDBC;
import static dev.pressroom.batch.Lab.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.storage.record.OrderRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    /** The beginning of a day, so that days are told apart whenever this runs. */
    private static final Instant PLACED = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).minus(10, ChronoUnit.DAYS);

    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void emptyRecord() {
        Lab.empty();
        JDBC.sql("TRUNCATE orders CASCADE").update();
    }

    @Test
    void tellsWhatIsNewWhatNobodyKnowsAndWhatWasLate() throws Exception {
        drop(folder, "aaaaaa", row(number(1), "13", "0512", "20250520110000"), row(number(9), "13", "0512", "20250520110000"),
                row(number(1), "77", "0512", "20250520120000"), row("5,00E+12", "13", "0512", "20250520110000"));
        parcel(number(1), "A-1");
        Result result = Lab.reconcile(folder, 50);
        Path page = Lab.REPORT.write(result, folder.resolve("reports"));

        JsonNode summary = JsonMapper.builder().build()
                .readTree(Files.readString(folder.resolve("reports/reconcile-" + result.run() + ".json")));
        assertThat(summary.at("/totals/rows").asInt()).isEqualTo(4);
        assertThat(summary.at("/findings/unmapped/0").toString()).isEqualTo("{\"carrier\":\"dpd\",\"code\":\"77\",\"rows\":1}");
        assertThat(summary.at("/findings/newStatuses").toString())
                .isEqualTo(
                        "[{\"carrier\":\"dpd\",\"status\":\"DELIVERED\",\"count\":2},{\"carrier\":\"dpd\",\"status\":\"UNMAPPED\",\"count\":1}]");
        assertThat(summary.at("/findings/deliveredNeverAnnounced")).hasSize(1);
        assertThat(summary.at("/findings/deliveredNeverAnnounced/0/number").asString()).isEqualTo(number(9));
        assertThat(page).content().contains("<svg", "DELIVERED", number(9)).doesNotContain("Müller", "5,00E+12");
        assertThat(Lab.rows("SELECT run_id, page = '' AS empty FROM reconciliation_reports WHERE run_id = " + result.run()))
                .containsExactly("(" + result.run() + ",f)");

        Result again = Lab.reconcile(folder, 50);
        Lab.REPORT.write(again, folder.resolve("reports"));
        assertThat(Lab.rows("SELECT run_id, name LIKE '%aaaaaa%' FROM reported_files JOIN tracking_files USING (file_id)"))
                .as("not of the run that only saw the file again").containsExactly("(" + result.run() + ",t)");
    }

    /** A spreadsheet, a browser and a machine read the same numbers; what a carrier names a file is a text to each of them. */
    @Test
    void saysTheSameAsPageAsTablesAndAsJson() throws Exception {
        parcel(number(1), "A-1");
        Path first = drop(folder, "aaaaaa", Dpd.mixed(30, 4));
        drop(folder, "bbbbbb", Files.readAllBytes(first));
        Files.createFile(folder.resolve("dpd/=cmd|' &<b>.csv"));
        Result result = Lab.reconcile(folder, 50);
        Path reports = folder.resolve("reports");
        String page = Files.readString(Lab.REPORT.write(result, reports));
        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(reports.resolve("reconcile-" + result.run() + ".json")));

        assertThat(json.at("/files").valueStream().mapToLong(file -> file.get("rows").asLong()).sum()).isEqualTo(result.totals().rows());
        assertThat(json.at("/files").valueStream().mapToLong(file -> file.get("rejects").asLong()).sum())
                .isEqualTo(result.totals().rejects()).isEqualTo(json.at("/rejects").size());
        assertThat(json.at("/allRejects").asBoolean()).isTrue();
        Map<String, JsonNode> tables = Map.of("files", json.at("/files"), "events", json.at("/findings/newStatuses"), "unmapped",
                json.at("/findings/unmapped"), "rejects", json.at("/rejects"), "never-announced",
                json.at("/findings/deliveredNeverAnnounced"),
                "never-scanned", json.at("/findings/announcedNeverScanned"), "punctuality", json.at("/findings/punctuality"), "parcels",
                json.at("/findings/parcels"));
        tables.forEach((name, rows) -> assertThat(reports.resolve("reconcile-" + result.run() + "-" + name + ".csv")).as(name).content()
                .hasLineCount(1 + rows.size()));
        long rowsOfThePage = tables.values().stream().mapToLong(JsonNode::size).sum();
        assertThat(page.split("<tr><td>", -1)).hasSize((int) rowsOfThePage + 1);
        assertThat(json.at("/findings/newStatuses")).isNotEmpty().allSatisfy(status -> {
            String cells = "%s,%s,%d".formatted(status.get("carrier").asString(), status.get("status").asString(),
                    status.get("count").asLong());
            assertThat(reports.resolve("reconcile-" + result.run() + "-events.csv")).content().contains(cells);
            assertThat(page).contains("<td>" + cells.replaceFirst(",", "</td><td>").replaceFirst(",", "</td><td class=\"n\">") + "</td>");
        });
        assertThat(page).contains("=cmd|' &amp;&lt;b&gt;.csv").doesNotContain("<b>");
        assertThat(reports.resolve("reconcile-" + result.run() + "-files.csv")).content().contains("dpd,'=cmd|' &<b>.csv,IGNORED,0,0,0,0,")
                .contains("_bbbbbb,DUPLICATE,0,0,0,0,\"the same bytes as SCANINFO_4711_D20250520T060000_aaaaaa, which was loaded before\"");
    }

    @Test
    void tellsOfFilesThatAnEarlierRunLeftUntold() throws Exception {
        drop(folder, "aaaaaa", row(number(9), "13", "0512", "20250520110000"), "broken");
        Lab.reconcile(folder, 50);
        Result second = Lab.reconcile(folder, 50);
        Lab.REPORT.keep(second);
        Result third = Lab.reconcile(folder, 50);
        Lab.REPORT.keep(third);

        assertThat(second.totals()).hasToString("files 0, rows 0, events 0, rejects 0, facts 0");
        JsonNode told = JsonMapper.builder().build().readTree(
                JDBC.sql("SELECT summary::text FROM reconciliation_reports WHERE run_id = ?").param(second.run()).query(String.class)
                        .single());
        assertThat(told.at("/files")).isEqualTo(JsonMapper.builder().build().readTree(
                """
                    [{"carrier": "dpd", "file": "SCANINFO_4711_D20250520T060000_aaaaaa", "state": "LOADED", "rows": 2, "events": 1, "rejects": 1, "facts": 0,
                      "problem": "loaded by an earlier run that ended before its report"}]
                    """));
        assertThat(told.at("/rejects")).hasSize(1);
        assertThat(told.at("/findings/deliveredNeverAnnounced")).hasSize(1);
        assertThat(Lab.rows("SELECT run_id = " + second.run() + " FROM reported_files")).as("told once").containsExactly("(t)");
    }

    @Test
    void writesTheReportOfMoreDamagedFilesThanItHasConnections() throws Exception {
        for (int file = 0; file < 25; file++) {
            drop(folder, "file%02d".formatted(file), row("5,00E+12", "13", "0512", "202505201100%02d".formatted(file)));
        }
        Result result = Lab.reconcile(folder, 50);
        Path page = Lab.REPORT.write(result, folder.resolve("reports"));

        assertThat(page).content().contains("file00", "file24");
    }

    /** Usual: 24 hours printing, 24 hours carrying; promised for the third day. One printed 30 hours longer, one was carried 30 hours longer. */
    @Test
    void asksOfEachLateParcelWhoseTimeMadeItLate() throws Exception {
        for (int order = 0; order < 5; order++) {
            delivered(order, 24, 24);
        }
        delivered(5, 54, 24);
        delivered(6, 24, 54);
        delivered(7, 54, 54);
        delivered(8, 24, 47);

        assertThat(findings().at("/punctuality/0").toString())
                .isEqualTo("{\"printer\":\"elanders-de\",\"carrier\":\"dpd\",\"delivered\":9,\"late\":3,\"printerHours\":24,"
                        + "\"carrierHours\":24,\"byPrinter\":1,\"byCarrier\":1,\"byEither\":0,\"byPromise\":1}");
    }

    @Test
    void namesParcelsThatTheRunsCarriersNeverScannedInAnyWay() throws Exception {
        drop(folder, "aaaaaa", row(number(2), "77", "0512", "20250520110000"));
        for (int order = 1; order <= 3; order++) {
            shipped(order, 24);
            JDBC.sql("""
                INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment)
                VALUES (:carrier, :number, tstzrange('2025-05-01', now() + interval '90 days'), :order, 1, '1')
                """).param("carrier", order == 3 ? "pigeon" : "dpd").param("order", "L-" + order).param("number", number(order)).update();
        }

        assertThat(findings().at("/announcedNeverScanned")).singleElement()
                .satisfies(stray -> assertThat(stray.at("/number").asString()).isEqualTo(number(1)));
    }

    private JsonNode findings() throws Exception {
        Files.createDirectories(folder.resolve("dpd"));
        Result result = Lab.reconcile(folder, 50);
        Lab.REPORT.write(result, folder.resolve("reports"));
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("reports/reconcile-" + result.run() + ".json")))
                .at("/findings");
    }

    /** An order as its process projects it: first the promise for the third day, then, since it came later, the arrival. */
    private static void delivered(int order, int printing, int carrying) {
        shipped(order, printing);
        OrderRecord record = new OrderRecord(JDBC, Clock.fixed(Lab.NOW, ZoneOffset.UTC));
        record.claim("L-" + order, "run").orElseThrow();
        Instant arrived = PLACED.plus(printing + carrying, ChronoUnit.HOURS);
        List<Instant> told = List.of(PLACED.plus(60, ChronoUnit.HOURS), arrived);
        for (int version = 1; version <= 2; version++) {
            record.write(new OrderRecord.Version("L-" + order, "run", version, "{}", "SHIPPED", null, null, "the parcel", null,
                    told.get(version - 1), null, false, List.of(), List.of(), List.of(), List.of()));
        }
        JDBC.sql(
                """
                    INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment, status, rank, at, code)
                    VALUES ('dpd', :number, tstzrange(now() - interval '20 days', now() + interval '90 days'), :order, 1, '1', 'DELIVERED', 110, :at, '13')
                    """)
                .param("order", "L-" + order).param("number", number(order)).param("at", arrived.atOffset(ZoneOffset.UTC)).update();
    }

    private static void shipped(int order, int printing) {
        JDBC.sql(
                """
                    INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, updated_at)
                    VALUES (:order, 'demo', 'STANDARD', 'DE', '', 'demo', :placed, now())
                    """)
                .param("order", "L-" + order).param("placed", PLACED.atOffset(ZoneOffset.UTC)).update();
        JDBC.sql(
                "INSERT INTO order_items (order_id, item_id, position, product, quantity, photos) VALUES (:order, '1', 1, 'print', 1, '[]')")
                .param("order", "L-" + order).update();
        JDBC.sql(
                "INSERT INTO jobs (order_id, job, items, status, printer_id, attempt) VALUES (:order, 1, '[]', 'SHIPPED', 'elanders-de', 1)")
                .param("order", "L-" + order).update();
        JDBC.sql("""
            INSERT INTO shipments (order_id, job, shipment, carrier, tracking_number, shipped_at, items)
            VALUES (:order, 1, '1', 'dpd', :number, :shipped, '[]')
            """).param("order", "L-" + order).param("number", number(order))
                .param("shipped", PLACED.plus(printing, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC)).update();
    }
}
