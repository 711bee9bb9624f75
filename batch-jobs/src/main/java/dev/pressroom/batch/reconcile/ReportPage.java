package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Findings.Punctuality;
import dev.pressroom.batch.reconcile.Findings.StatusCount;
import dev.pressroom.batch.reconcile.Findings.Stray;
import dev.pressroom.batch.reconcile.Report.FileRow;
import dev.pressroom.batch.reconcile.Report.RejectRow;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The report as one page that needs nothing else: what happened, what needs a person, how punctual printers and carriers are. */
final class ReportPage {

    private static final String STYLE = "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#1a1a1a}"
            + "table{border-collapse:collapse;margin:.4em 0 1.6em;font-variant-numeric:tabular-nums}th{background:#f3f1ec}"
            + "td,th{border:1px solid #d6d2c8;padding:.25em .7em;text-align:left}td.n{text-align:right}h2{margin-top:1.8em}.OK{color:#1b6e3c}"
            + ".note{color:#555}svg text{font:13px system-ui,sans-serif}";
    private static final int BAR = 24;
    private static final int LABEL = 190;
    private static final int WIDEST = 520;

    private final XMLStreamWriter out;

    private ReportPage(XMLStreamWriter out) {
        this.out = out;
    }

    static void write(Result result, List<FileRow> files, List<RejectRow> rejects, boolean allRejects, Findings findings, Writer to)
            throws XMLStreamException {
        XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(to);
        new ReportPage(out).page(result, files, rejects, allRejects, findings);
        out.close();
    }

    private void page(Result result, List<FileRow> files, List<RejectRow> rejects, boolean allRejects, Findings findings)
            throws XMLStreamException {
        out.writeDTD("<!DOCTYPE html>");
        out.writeStartElement("html");
        out.writeAttribute("lang", "en");
        out.writeStartElement("head");
        out.writeEmptyElement("meta");
        out.writeAttribute("charset", "utf-8");
        element("title", "Reconciliation " + result.run());
        element("style", STYLE);
        out.writeEndElement();
        out.writeStartElement("body");
        out.writeStartElement("h1");
        out.writeAttribute("class", result.outcome().name());
        out.writeCharacters("Reconciliation " + result.run() + ": " + result.outcome());
        out.writeEndElement();
        element("p", "This run: " + result.totals());
        element("h2", "Files");
        table(List.of("carrier", "file", "state", "rows", "events", "rejects", "facts", "problem"),
                files.stream().map(FileRow::cells).toList());
        element("h2", "New events by status");
        statuses(findings.newStatuses());
        element("h2", "Codes that no profile knows");
        table(List.of("carrier", "code", "rows"),
                findings.unmapped().stream().map(code -> List.<Object>of(code.carrier(), code.code(), code.rows()))
                        .toList());
        element("h2", "Rejected rows");
        table(List.of("carrier", "file", "line", "code", "reason"), rejects.stream().map(RejectRow::cells).toList());
        if (!allRejects) {
            note("The first " + rejects.size() + " only; all of them are in reconcile-" + result.run() + "-rejects.csv.");
        }
        element("h2", "Delivered, but nobody ever told us of the parcel");
        strays(findings.deliveredNeverAnnounced());
        element("h2", "Told by a printer two days ago or more, never scanned by the carrier");
        strays(findings.announcedNeverScanned());
        element("h2", "Promised against real, last 90 days");
        note("Hours are medians. A late parcel counts for the printer (the carrier) when it had been in time if that side alone had taken"
                + " its median time; for the promise when neither alone would have saved it.");
        table(List.of("printer", "carrier", "delivered", "late", "hours at printer", "hours at carrier", "late by printer",
                "late by carrier",
                "either", "promise"), findings.punctuality().stream().map(ReportPage::cells).toList());
        element("h2", "Parcels by status");
        chart(findings.parcels());
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndDocument();
    }

    private static List<Object> cells(Punctuality row) {
        return List.of(row.printer(), row.carrier(), row.delivered(), row.late(), row.printerHours(), row.carrierHours(), row.byPrinter(),
                row.byCarrier(), row.byEither(), row.byPromise());
    }

    private void statuses(List<StatusCount> counts) throws XMLStreamException {
        table(List.of("carrier", "status", "events"),
                counts.stream().map(count -> List.<Object>of(count.carrier(), count.status(), count.count())).toList());
    }

    private void strays(List<Stray> strays) throws XMLStreamException {
        table(List.of("carrier", "number", "order", "since"), strays.stream()
                .map(stray -> List.<Object>of(stray.carrier(), stray.number(), stray.orderId() == null ? "" : stray.orderId(),
                        stray.since()))
                .toList());
        if (strays.size() == Findings.MOST) {
            note("The first " + Findings.MOST + " only.");
        }
    }

    private void chart(List<StatusCount> counts) throws XMLStreamException {
        Map<String, Long> byStatus = counts.stream()
                .collect(Collectors.groupingBy(StatusCount::status, TreeMap::new, Collectors.summingLong(StatusCount::count)));
        if (byStatus.isEmpty()) {
            note("None.");
            return;
        }
        long most = byStatus.values().stream().mapToLong(Long::longValue).max().orElse(1);
        List<Map.Entry<String, Long>> bars = byStatus.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        out.writeStartElement("svg");
        out.writeAttribute("width", "" + (LABEL + WIDEST + 110));
        out.writeAttribute("height", "" + bars.size() * BAR);
        out.writeAttribute("role", "img");
        out.writeAttribute("aria-label", "Parcels by status");
        for (int i = 0; i < bars.size(); i++) {
            long width = Math.max(1, bars.get(i).getValue() * WIDEST / most);
            text(LABEL - 10, i, "end", bars.get(i).getKey());
            out.writeEmptyElement("rect");
            out.writeAttribute("x", "" + LABEL);
            out.writeAttribute("y", "" + (i * BAR + 3));
            out.writeAttribute("width", "" + width);
            out.writeAttribute("height", "" + (BAR - 7));
            out.writeAttribute("fill", "#3a6ea5");
            text(LABEL + width + 6, i, "start", "%,d".formatted(bars.get(i).getValue()));
        }
        out.writeEndElement();
    }

    private void text(long x, int row, String anchor, String text) throws XMLStreamException {
        out.writeStartElement("text");
        out.writeAttribute("x", "" + x);
        out.writeAttribute("y", "" + (row * BAR + BAR - 8));
        out.writeAttribute("text-anchor", anchor);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void table(List<String> columns, List<List<Object>> rows) throws XMLStreamException {
        if (rows.isEmpty()) {
            note("None.");
            return;
        }
        out.writeStartElement("table");
        out.writeStartElement("tr");
        for (String column : columns) {
            element("th", column);
        }
        out.writeEndElement();
        for (List<Object> row : rows) {
            out.writeStartElement("tr");
            for (Object cell : row) {
                out.writeStartElement("td");
                if (cell instanceof Number) {
                    out.writeAttribute("class", "n");
                }
                out.writeCharacters(cell.toString());
                out.writeEndElement();
            }
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    private void note(String text) throws XMLStreamException {
        out.writeStartElement("p");
        out.writeAttribute("class", "note");
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }
}
