package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Findings.StatusCount;
import dev.pressroom.batch.reconcile.Findings.Stray;
import dev.pressroom.batch.reconcile.Report.FileRow;
import dev.pressroom.batch.reconcile.Report.RejectRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of the report, which the page shows and a file repeats, so that both say the same.
 *
 * @param name of the file
 * @param note what a reader has to know, null when the title says it all
 */
record ReportTable(String name, String title, @Nullable String note, List<String> columns, List<List<Object>> rows) {

    static List<ReportTable> of(long run, List<FileRow> files, List<RejectRow> rejects, boolean allRejects, Findings findings) {
        return List.of(
                new ReportTable("files", "Files", null,
                        List.of("carrier", "file", "state", "rows", "events", "rejects", "facts", "problem"),
                        files.stream().map(FileRow::cells).toList()),
                statuses("events", "New events by status", "events", findings.newStatuses()),
                new ReportTable("unmapped", "Codes that no profile knows", null, List.of("carrier", "code", "rows"),
                        findings.unmapped().stream().map(code -> List.<Object>of(code.carrier(), code.code(), code.rows())).toList()),
                new ReportTable("rejects", "Rejected rows",
                        allRejects
                                ? null
                                : "The first " + rejects.size() + " only; all of them are in the record, and with --report in reconcile-"
                                        + run + "-rejects.csv.",
                        RejectRow.COLUMNS, rejects.stream().map(RejectRow::cells).toList()),
                strays("never-announced", "Delivered, but nobody ever told us of the parcel", findings.deliveredNeverAnnounced()),
                strays("never-scanned", "Told by a printer two days ago or more, never scanned by the carrier",
                        findings.announcedNeverScanned()),
                new ReportTable("punctuality", "Promised against real, last 90 days",
                        "Hours are medians. A late parcel counts for the printer (the carrier) when it had been in time if that side alone had"
                                + " taken its median time; for the promise when neither alone would have saved it.",
                        List.of("printer", "carrier", "delivered", "late", "hours at printer", "hours at carrier", "late by printer",
                                "late by carrier", "either", "promise"),
                        findings.punctuality().stream()
                                .map(row -> List.<Object>of(row.printer(), row.carrier(), row.delivered(), row.late(), row.printerHours(),
                                        row.carrierHours(), row.byPrinter(), row.byCarrier(), row.byEither(), row.byPromise()))
                                .toList()),
                statuses("parcels", "Parcels by status", "parcels", findings.parcels()));
    }

    private static ReportTable statuses(String name, String title, String counted, List<StatusCount> counts) {
        return new ReportTable(name, title, null, List.of("carrier", "status", counted),
                counts.stream().map(count -> List.<Object>of(count.carrier(), count.status(), count.count())).toList());
    }

    private static ReportTable strays(String name, String title, List<Stray> strays) {
        return new ReportTable(name, title, strays.size() == Findings.MOST ? "The first " + Findings.MOST + " only." : null,
                List.of("carrier", "number", "order", "since"),
                strays.stream().map(stray -> List.<Object>of(stray.carrier(), stray.number(),
                        stray.orderId() == null ? "" : stray.orderId(), stray.since())).toList());
    }
}
