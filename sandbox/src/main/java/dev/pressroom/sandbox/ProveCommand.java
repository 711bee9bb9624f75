package dev.pressroom.sandbox;

import dev.pressroom.sandbox.Submissions.Attempt;
import dev.pressroom.sandbox.Submissions.ListedJob;
import dev.pressroom.sandbox.faults.ProveFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** {@code ./pressroom prove}. */
@Command(name = "prove", mixinStandardHelpOptions = true, description = "Evidence from both sides.", subcommands = {
        ProveCommand.OfSubmissions.class,
        ProveFaults.class})
final class ProveCommand {

    /** {@code ./pressroom prove submissions}. */
    @Command(name = "submissions", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Joins our submission ledger with each printer's own list of jobs. Every difference is a line; exit 1 on any.",
            "Of a sandbox the lists are its printers' own books; of a service elsewhere have each printer export its list and name the files with --list, one for each printer."})
    static final class OfSubmissions implements Callable<Integer> {

        @Mixin
        StateOptions where = new StateOptions();

        @Option(names = "--list", paramLabel = "PRINTER=CSV", description = "A printer's own list: a CSV file with the columns name (our reference), job and stage; a stage that begins with cancel or reject is never printed.")
        Map<String, Path> lists = new TreeMap<>();

        @Option(names = "--since", paramLabel = "INSTANT", description = "With --list: when the lists begin, for example 2026-11-01T00:00:00Z; older attempts only explain jobs.")
        @Nullable
        Instant since;

        @Option(names = "--printer", paramLabel = "PRINTER", description = "Only this printer; may be given several times (default: all that our ledger names).")
        Set<String> printers = new TreeSet<>();

        @Override
        public Integer call() throws IOException {
            try (KeptState state = where.open()) {
                Map<String, List<ListedJob>> jobs = new TreeMap<>();
                state.lists().forEach((printer, list) -> jobs.put(printer,
                        list.stream().map(job -> new ListedJob(printer, job.jobId(), job.key(), job.stage().name(), job.printable()))
                                .toList()));
                for (Map.Entry<String, Path> list : lists.entrySet()) {
                    jobs.put(list.getKey(), exported(list.getKey(), list.getValue()));
                }
                List<Attempt> ledger = ledger(state.record(), since).stream()
                        .filter(attempt -> printers.isEmpty() || printers.contains(attempt.printer())).toList();
                if (!printers.isEmpty()) {
                    jobs.keySet().retainAll(printers);
                }
                requireLists(ledger, jobs.keySet());
                Submissions submissions = Submissions.compare(ledger, jobs.values().stream().flatMap(List::stream).toList());
                submissions.missing().forEach(line -> System.out.println("missing: " + line));
                submissions.extra().forEach(line -> System.out.println("extra: " + line));
                System.out.println(submissions.lastLine());
                return submissions.hold() ? 0 : 1;
            }
        }

        private void requireLists(List<Attempt> ledger, Set<String> listed) {
            Set<String> without = Submissions.printers(ledger);
            without.addAll(printers);
            without.removeAll(listed);
            if (!without.isEmpty()) {
                throw new SandboxProblem("no list of " + String.join(", ", without)
                        + (since == null ? "" : ", where our ledger has attempts since " + since)
                        + "; have each printer export its jobs as CSV (columns name, job, stage) and give "
                        + without.stream().map(printer -> "--list " + printer + "=FILE").collect(Collectors.joining(" "))
                        + "; --printer ID looks at one printer alone, --since INSTANT at the attempts since its list begins.");
            }
        }

        static List<Attempt> ledger(DataSource record, @Nullable Instant since) {
            return JdbcClient.create(record).sql("""
                SELECT a.job_key, a.printer_id, a.state, array_remove(array_agg(r.value), NULL) AS names,
                       a.intent_at >= coalesce(:since, a.intent_at) AS counted
                FROM pressroom.attempts a LEFT JOIN pressroom.attempt_refs r ON r.job_key = a.job_key AND r.kind IN ('KEY', 'ORDER')
                GROUP BY a.job_key ORDER BY a.job_key
                """).param("since", since == null ? null : since.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                    .query((row, _) -> new Attempt(row.getString("job_key"), row.getString("printer_id"), row.getString("state"),
                            Set.copyOf(Arrays.asList((String[]) row.getArray("names").getArray())), row.getBoolean("counted")))
                    .list();
        }

        private static List<ListedJob> exported(String printer, Path csv) throws IOException {
            List<ListedJob> jobs = new ArrayList<>();
            try (MappingIterator<Map<String, String>> rows = new CsvMapper().readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader()).readValues(Files.readString(csv))) {
                while (rows.hasNext()) {
                    Map<String, String> row = rows.next();
                    String name = row.get("name");
                    if (name == null || name.isBlank()) {
                        throw new SandboxProblem(csv + ", row " + (jobs.size() + 1) + " has no name; the columns are name, job, stage.");
                    }
                    String stage = row.getOrDefault("stage", "");
                    jobs.add(new ListedJob(printer, row.getOrDefault("job", "?"), name.strip(), stage,
                            !stage.strip().toLowerCase(Locale.ROOT).matches("(cancel|reject).*")));
                }
            } catch (JacksonException e) {
                throw new SandboxProblem(csv + " is not CSV: " + e.getOriginalMessage());
            }
            return jobs;
        }
    }
}
