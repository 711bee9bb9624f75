package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Result.LoadedFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * What a run found, for people: {@code reconcile-<run>.html}, and as tables {@code reconcile-<run>-files.csv} and {@code reconcile-<run>-rejects.csv}.
 * Rows are named by file, line and reason; their text stays in the record since it may hold a receiver's name.
 */
public final class Report {

    private static final int REJECTS_ON_PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();
    private static final List<String> FILE_COLUMNS = List.of("carrier", "file", "state", "rows", "events", "rejects", "facts", "problem");
    private static final List<String> REJECT_COLUMNS = List.of("carrier", "file", "line", "code", "reason");

    private final JdbcClient jdbc;

    public Report(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Writes the three files, making the folder if it is not there; numbers are those of the whole file, over all runs. Returns the page. */
    public Path write(Result result, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<FileRow> files = result.files().stream().map(FileRow::of).toList();
        try (SequenceWriter out = csv(folder.resolve("reconcile-" + result.run() + "-files.csv"), FileRow.class, FILE_COLUMNS)) {
            out.writeAll(files);
        }
        try (SequenceWriter out = csv(folder.resolve("reconcile-" + result.run() + "-rejects.csv"), RejectRow.class, REJECT_COLUMNS);
                Stream<RejectRow> rejects = result.files().stream().flatMap(file -> rejects(file, Integer.MAX_VALUE))) {
            rejects.forEach(out::write);
        }
        Path page = folder.resolve("reconcile-" + result.run() + ".html");
        try (BufferedWriter out = Files.newBufferedWriter(page)) {
            page(result, files, out);
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + page, e);
        }
        return page;
    }

    record FileRow(String carrier, String file, String state, long rows, long events, long rejects, long facts, String problem) {

        static FileRow of(LoadedFile file) {
            SeenFile seen = file.seen();
            Entry entry = file.after();
            String state = seen.verdict() == SeenFile.Verdict.LOAD && entry != null ? entry.state().name() : seen.verdict().name();
            String problem = seen.problem() == null ? "" : seen.problem();
            String carrier = seen.file().carrier().id();
            return entry == null
                    ? new FileRow(carrier, seen.file().name(), state, 0, 0, 0, 0, problem)
                    : new FileRow(carrier, seen.file().name(), state, entry.rows(), entry.events(), entry.rejected(), entry.facts(),
                            problem);
        }

        List<Object> cells() {
            return List.of(carrier, file, state, rows, events, rejects, facts, problem);
        }
    }

    record RejectRow(String carrier, String file, long line, String code, String reason) {

        List<Object> cells() {
            return List.of(carrier, file, line, code, reason);
        }
    }

    private record Rejected(long line, String code, String reason) {}

    private Stream<RejectRow> rejects(LoadedFile file, int limit) {
        Entry entry = file.after();
        if (entry == null || file.seen().verdict() != SeenFile.Verdict.LOAD || entry.rejected() == 0) {
            return Stream.empty();
        }
        return jdbc.sql("SELECT line, code, reason FROM rejects WHERE file_id = :file ORDER BY line LIMIT :limit")
                .param("file", entry.fileId())
                .param("limit", limit).query(Rejected.class).stream().map(rejected -> new RejectRow(file.seen().file().carrier().id(),
                        file.seen().file().name(), rejected.line(), rejected.code(), rejected.reason()));
    }

    private static SequenceWriter csv(Path file, Class<?> type, List<String> columns) throws IOException {
        Writer out = Files.newBufferedWriter(file);
        return CSV.writerFor(type).with(CSV.schemaFor(type).withHeader().sortedBy(columns.toArray(String[]::new))).writeValues(out);
    }

    private void page(Result result, List<FileRow> files, Writer writer) throws XMLStreamException {
        XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
        out.writeDTD("<!DOCTYPE html>");
        out.writeStartElement("html");
        out.writeStartElement("head");
        out.writeEmptyElement("meta");
        out.writeAttribute("charset", "utf-8");
        element(out, "title", "Reconciliation " + result.run());
        element(out, "style",
                "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}");
        out.writeEndElement();
        out.writeStartElement("body");
        element(out, "h1", "Reconciliation " + result.run() + ": " + result.outcome());
        element(out, "p", "This run: " + result.totals());
        element(out, "h2", "Files");
        table(out, FILE_COLUMNS, files.stream().map(FileRow::cells).toList());
        element(out, "h2", "Scan codes that no profile knows");
        table(out, List.of("carrier", "code", "rows"), unmapped(result));
        element(out, "h2", "Rejected rows");
        List<List<Object>> rejects = result.files().stream().flatMap(file -> rejects(file, REJECTS_ON_PAGE).toList().stream())
                .limit(REJECTS_ON_PAGE)
                .map(RejectRow::cells).toList();
        table(out, REJECT_COLUMNS, rejects);
        if (rejects.size() == REJECTS_ON_PAGE) {
            element(out, "p", "The first " + REJECTS_ON_PAGE + " only; all of them are in reconcile-" + result.run() + "-rejects.csv.");
        }
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndDocument();
        out.close();
    }

    private static List<List<Object>> unmapped(Result result) {
        Map<List<Object>, Long> counts = new TreeMap<>(Comparator.comparing(Object::toString));
        for (LoadedFile file : result.files()) {
            if (file.seen().verdict() == SeenFile.Verdict.LOAD && file.after() != null) {
                JSON.readValue(file.after().unmapped(), new TypeReference<Map<String, Long>>() {
                })
                        .forEach((code, rows) -> counts.merge(List.of(file.seen().file().carrier().id(), code), rows, Long::sum));
            }
        }
        return counts.entrySet().stream()
                .<List<Object>>map(entry -> List.of(entry.getKey().get(0), entry.getKey().get(1), entry.getValue())).toList();
    }

    private static void table(XMLStreamWriter out, List<String> columns, List<List<Object>> rows) throws XMLStreamException {
        if (rows.isEmpty()) {
            element(out, "p", "None.");
            return;
        }
        out.writeStartElement("table");
        out.writeStartElement("tr");
        for (String column : columns) {
            element(out, "th", column);
        }
        out.writeEndElement();
        for (List<Object> row : rows) {
            out.writeStartElement("tr");
            for (Object cell : row) {
                element(out, "td", cell.toString());
            }
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }
}
