package dev.pressroom.batch.reconcile;

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

    static void write(Result result, List<ReportTable> tables, Writer to) throws XMLStreamException {
        XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(to);
        new ReportPage(out).page(result, tables);
        out.close();
    }

    private void page(Result result, List<ReportTable> tables) throws XMLStreamException {
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
        for (String problem : result.problems()) {
            element("p", "Left out: " + problem);
        }
        for (ReportTable table : tables) {
            element("h2", table.title());
            if (table.note() != null) {
                note(table.note());
            }
            if (table.name().equals("parcels")) {
                chart(table.rows());
            }
            table(table.columns(), table.rows());
        }
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndDocument();
    }

    /** Of rows of carrier, status, number. */
    private void chart(List<List<Object>> counts) throws XMLStreamException {
        Map<String, Long> byStatus = counts.stream().collect(Collectors.groupingBy(row -> (String) row.get(1), TreeMap::new,
                Collectors.summingLong(row -> (Long) row.get(2))));
        if (byStatus.isEmpty()) {
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
