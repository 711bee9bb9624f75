package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Result.LoadedFile;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.xml.stream.XMLStreamException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * What a run found: always in the record, and on demand as files, for people {@code reconcile-<run>.html}, for machines {@code reconcile-<run>.json},
 * and each table as {@code reconcile-<run>-<table>.csv}. Page and JSON name the first 1,000 rejects, the CSV all of them.
 * Rows are named by file, line and reason; their text stays in the record since it may hold a receiver's name.
 */
public final class Report {

    private static final int REJECTS_ON_PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    private final JdbcClient jdbc;
    private final Clock clock;

    public Report(DataSource dataSource, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    private record Contents(String summary, String page, List<ReportTable> tables) {}

    /** Keeps page and summary in the record; numbers are those of the whole file, over all runs. */
    public void keep(Result result) {
        kept(result);
    }

    /** Keeps it, then writes the files, making the folder if it is not there; when that fails it is kept. Returns the page. */
    public Path write(Result result, Path folder) throws IOException {
        Contents contents = kept(result);
        Files.createDirectories(folder);
        String name = "reconcile-" + result.run();
        for (ReportTable table : contents.tables()) {
            boolean rejected = table.name().equals("rejects");
            try (Stream<List<Object>> rows = rejected
                    ? result.files().stream().flatMap(file -> rejects(file, Integer.MAX_VALUE)).map(RejectRow::cells)
                    : table.rows().stream();
                    SequenceWriter out = csv(folder.resolve(name + "-" + table.name() + ".csv"), table.columns())) {
                rows.forEach(row -> out.write(row.stream().map(Report::noFormula).toList()));
            }
        }
        Files.writeString(folder.resolve(name + ".json"), contents.summary());
        return Files.writeString(folder.resolve(name + ".html"), contents.page());
    }

    private Contents kept(Result result) {
        List<FileRow> files = result.files().stream().map(FileRow::of).toList();
        List<RejectRow> rejects = result.files().stream().flatMap(file -> rejects(file, REJECTS_ON_PAGE)).limit(REJECTS_ON_PAGE).toList();
        boolean all = rejects.size() < REJECTS_ON_PAGE;
        Findings findings = Findings.of(jdbc, result.files());
        List<ReportTable> tables = ReportTable.of(result.run(), files, rejects, all, findings);
        String summary = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Summary(result.run(), result.outcome().name(),
                result.totals(), result.problems(), files, rejects, all, findings));
        StringWriter page = new StringWriter();
        try {
            ReportPage.write(result, tables, page);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text could not be written", e);
        }
        Contents contents = new Contents(summary, page.toString(), tables);
        keep(result, contents);
        return contents;
    }

    private record Summary(long run, String outcome, Result.Totals totals, List<String> problems, List<FileRow> files,
            List<RejectRow> rejects, boolean allRejects, Findings findings) {}

    /** Of a file whose rows another name or report tells, or that was not read, there is nothing to count. */
    record FileRow(String carrier, String file, String state, long rows, long events, long rejects, long facts, String problem) {

        static FileRow of(LoadedFile file) {
            SeenFile seen = file.seen();
            String carrier = seen.file().carrier().id();
            String name = seen.file().name();
            Entry entry = file.after();
            if (!file.told() || entry == null) {
                String problem = seen.verdict() == Verdict.DUPLICATE && entry != null
                        ? "the same bytes as " + entry.name() + ", which was loaded before"
                        : Objects.requireNonNullElse(seen.problem(), "");
                return new FileRow(carrier, name, seen.verdict().name(), 0, 0, 0, 0, problem);
            }
            String problem = Objects.requireNonNullElse(seen.problem() == null ? entry.problem() : seen.problem(), "");
            return new FileRow(carrier, name, entry.state().name(), entry.rows(), entry.events(), entry.rejected(), entry.facts(), problem);
        }

        List<Object> cells() {
            return List.of(carrier, file, state, rows, events, rejects, facts, problem);
        }
    }

    record RejectRow(String carrier, String file, long line, String code, String reason) {

        static final List<String> COLUMNS = List.of("carrier", "file", "line", "code", "reason");

        List<Object> cells() {
            return List.of(carrier, file, line, code, reason);
        }
    }

    private record Rejected(long line, String code, String reason) {}

    private Stream<RejectRow> rejects(LoadedFile file, int limit) {
        Entry entry = file.after();
        if (entry == null || !file.told() || entry.rejected() == 0) {
            return Stream.empty();
        }
        return jdbc.sql("SELECT line, code, reason FROM rejects WHERE file_id = :file ORDER BY line LIMIT :limit")
                .param("file", entry.fileId())
                .param("limit", limit).query(Rejected.class).stream().map(rejected -> new RejectRow(file.seen().file().carrier().id(),
                        file.seen().file().name(), rejected.line(), rejected.code(), rejected.reason()));
    }

    private static SequenceWriter csv(Path file, List<String> columns) throws IOException {
        SequenceWriter out = CSV.writer().writeValues(Files.newBufferedWriter(file));
        out.write(columns);
        return out;
    }

    /** A name that a spreadsheet would take for a formula is made a text (OWASP, "CSV Injection"). */
    private static Object noFormula(Object cell) {
        return cell instanceof String text && text.length() > 1 && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : cell;
    }

    private void keep(Result result, Contents contents) {
        jdbc.sql("""
            INSERT INTO reconciliation_reports (run_id, summary, page, written_at) VALUES (:run, CAST(:summary AS jsonb), :page, :now)
            ON CONFLICT (run_id) DO UPDATE SET summary = excluded.summary, page = excluded.page, written_at = excluded.written_at
            """).param("run", result.run()).param("summary", contents.summary()).param("page", contents.page())
                .param("now", clock.instant().atOffset(UTC)).update();
        Long[] told = result.files().stream().filter(LoadedFile::told).map(file -> file.seen().entry().fileId()).toArray(Long[]::new);
        jdbc.sql("INSERT INTO reported_files (run_id, file_id) SELECT :run, unnest(:files) ON CONFLICT DO NOTHING")
                .param("run", result.run()).param("files", told).update();
    }
}
