package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Result.LoadedFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.xml.stream.XMLStreamException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * What a run found, for people: {@code reconcile-<run>.html}, for machines {@code reconcile-<run>.json}, and as tables {@code reconcile-<run>-files.csv} and {@code reconcile-<run>-rejects.csv}.
 * Rows are named by file, line and reason; their text stays in the record since it may hold a receiver's name.
 */
public final class Report {

    private static final int REJECTS_ON_PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();
    private static final List<String> FILE_COLUMNS = List.of("carrier", "file", "state", "rows", "events", "rejects", "facts", "problem");
    private static final List<String> REJECT_COLUMNS = List.of("carrier", "file", "line", "code", "reason");

    private final JdbcClient jdbc;
    private final Clock clock;

    public Report(DataSource dataSource, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** Writes the four files and keeps page and summary in the record, making the folder if it is not there; numbers are those of the whole file, over all runs. Returns the page. */
    public Path write(Result result, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<FileRow> files = result.files().stream().map(FileRow::of).toList();
        Findings findings = Findings.of(jdbc, result.files());
        String html = html(result, files, findings);
        keep(result, summary(result, files, findings), html);
        try (SequenceWriter out = csv(folder.resolve("reconcile-" + result.run() + "-files.csv"), FileRow.class, FILE_COLUMNS)) {
            out.writeAll(files);
        }
        try (SequenceWriter out = csv(folder.resolve("reconcile-" + result.run() + "-rejects.csv"), RejectRow.class, REJECT_COLUMNS);
                Stream<RejectRow> rejects = result.files().stream().flatMap(file -> rejects(file, Integer.MAX_VALUE))) {
            rejects.forEach(out::write);
        }
        Files.writeString(folder.resolve("reconcile-" + result.run() + ".json"), summary(result, files, findings));
        Path page = folder.resolve("reconcile-" + result.run() + ".html");
        Files.writeString(page, html);
        return page;
    }

    private static String summary(Result result, List<FileRow> files, Findings findings) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(
                new Summary(result.run(), result.outcome().name(), result.totals(), files, findings));
    }

    private record Summary(long run, String outcome, Result.Totals totals, List<FileRow> files, Findings findings) {}

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

    private String html(Result result, List<FileRow> files, Findings findings) {
        List<RejectRow> rejects = result.files().stream().flatMap(file -> rejects(file, REJECTS_ON_PAGE))
                .limit(REJECTS_ON_PAGE).toList();
        StringWriter out = new StringWriter();
        try {
            ReportPage.write(result, files, rejects, rejects.size() < REJECTS_ON_PAGE, findings, out);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text could not be written", e);
        }
        return out.toString();
    }

    private void keep(Result result, String summary, String html) {
        jdbc.sql("""
            INSERT INTO reconciliation_reports (run_id, summary, page, written_at) VALUES (:run, CAST(:summary AS jsonb), :page, :now)
            ON CONFLICT (run_id) DO UPDATE SET summary = excluded.summary, page = excluded.page, written_at = excluded.written_at
            """).param("run", result.run()).param("summary", summary).param("page", html).param("now", clock.instant().atOffset(UTC))
                .update();
        for (LoadedFile file : result.files()) {
            Entry entry = file.after();
            if (entry != null && file.seen().verdict() == SeenFile.Verdict.LOAD) {
                jdbc.sql("INSERT INTO reported_files (run_id, file_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(result.run(), entry.fileId()).update();
            }
        }
    }
}
