package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.drop;
import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.JDBC;
import static dev.pressroom.batch.Lab.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.reconcile.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

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
        assertThat(told.at("/files")).isEqualTo(JsonMapper.builder().build().readTree("""
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

    /** Usual: 24 hours printing, 24 hours carrying, promised after 60. One printed 20 hours longer, one was carried 20 hours longer. */
    @Test
    void asksOfEachLateParcelWhoseTimeMadeItLate() throws Exception {
        for (int order = 0; order < 5; order++) {
            delivered(order, 24, 24);
        }
        delivered(5, 44, 24);
        delivered(6, 24, 44);
        delivered(7, 44, 44);
        Result result = Lab.reconcile(Files.createDirectories(folder.resolve("drop")), 50);
        Lab.REPORT.write(result, folder);

        JsonNode row = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("reconcile-" + result.run() + ".json")))
                .at("/findings/punctuality/0");
        assertThat(row.toString())
                .isEqualTo("{\"printer\":\"elanders-de\",\"carrier\":\"dpd\",\"delivered\":8,\"late\":3,\"printerHours\":24,"
                        + "\"carrierHours\":24,\"byPrinter\":1,\"byCarrier\":1,\"byEither\":0,\"byPromise\":1}");
    }

    private static void delivered(int order, int printing, int carrying) {
        JDBC.sql(
                """
                    INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, promised_at, updated_at)
                    VALUES (:order, 'demo', 'STANDARD', 'DE', '', 'demo', now() - interval '10 days', now() - interval '10 days' + interval '60 hours', now())
                    """)
                .param("order", "L-" + order).update();
        JDBC.sql(
                "INSERT INTO jobs (order_id, job, items, status, printer_id, attempt) VALUES (:order, 1, '[]', 'SHIPPED', 'elanders-de', 1)")
                .param("order", "L-" + order).update();
        JDBC.sql("""
            INSERT INTO shipments (order_id, job, shipment, carrier, tracking_number, shipped_at, items)
            VALUES (:order, 1, '1', 'dpd', :number, now() - interval '10 days' + :printing * interval '1 hour', '[]')
            """).param("order", "L-" + order).param("number", number(order)).param("printing", printing).update();
        JDBC.sql("""
            INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment, status, rank, at, code)
            VALUES ('dpd', :number, tstzrange(now() - interval '20 days', now() + interval '90 days'), :order, 1, '1', 'DELIVERED', 110,
                    now() - interval '10 days' + :hours * interval '1 hour', '13')
            """).param("order", "L-" + order).param("number", number(order)).param("hours", printing + carrying).update();
    }
}
