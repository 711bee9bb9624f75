package dev.pressroom.sandbox.bench;

import dev.pressroom.sandbox.bench.Ours.Measured;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reconcile", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Rows per second of the nightly job against raw COPY, plain Spring Batch and Python, and its memory.", footer = {
        "", "The last line is: to-copy X, to-spring-batch Y, peak-mb Z",
        "to-copy: two writers with 50,000 rows a chunk against raw COPY with one INSERT ... SELECT, which tells no order anything;",
        "to-spring-batch: one writer against plain Spring Batch doing equal work; medians of the runs."})
final class ReconcileBench implements Callable<Integer> {

    private static final int CHUNK = 50_000;
    private static final String COPY = "(a) raw COPY, INSERT SELECT";
    private static final String SPRING = "(b) Spring Batch, chunks of ";
    private static final String PYTHON = "(c) Python, psycopg COPY";
    private static final String ONE = "Pressroom, one writer";
    private static final String TWO = "Pressroom, two writers";
    private static final String AGAIN = "Pressroom, same rows in another file";

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "1000000", description = "Rows of the file.")
    long rows;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Runs of each; the median counts, the worst is shown.")
    int runs;

    @Option(names = "--spring-chunks", paramLabel = "N", split = ",", defaultValue = "1000,10000", description = "Chunk sizes of (b) in the first run; the faster counts and is the only one in the others.")
    List<Integer> springChunks = List.of();

    @Option(names = "--grow", paramLabel = "N", defaultValue = "0", description = "Also load files of --rows until the table has N events, and show the time of each.")
    long grow;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where database and file are made (default: a temporary folder).")
    @Nullable
    Path dir;

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpu = new LinkedHashMap<>();
    private final List<Long> peaks = new ArrayList<>();
    private final List<Double> frameworkShares = new ArrayList<>();
    private boolean python;

    @Override
    public Integer call() throws Exception {
        Path folder = dir == null ? Files.createTempDirectory("pressroom-bench") : Files.createDirectories(dir);
        Path root = Path.of(System.getProperty("pressroom.root", ""));
        Path jar = root.resolve("batch-jobs/target/pressroom-batch-jobs-0.1.0-SNAPSHOT-exec.jar");
        TrackingFile file = new TrackingFile(rows, Instant.now().truncatedTo(ChronoUnit.DAYS));
        try (Database database = new Database(folder)) {
            Path data = file.write(folder.resolve("drop"));
            out().println("%,d rows, %,d MB, PostgreSQL %s with fsync on, %d processors".formatted(rows, Files.size(data) >> 20,
                    database.jdbc().sql("SHOW server_version").query(String.class).single(), Runtime.getRuntime().availableProcessors()));
            Ours ours = new Ours(jar, database, folder.resolve("drop"),
                    withoutSilence(root.resolve("sandbox/src/main/resources/pressroom.config/carriers/dpd.yaml"),
                            Files.createDirectories(folder.resolve("carriers"))),
                    folder.resolve("reconcile.log"));
            python = Python.isThere();
            if (!python) {
                out().println(PYTHON + " is left out: python3 on the PATH has no psycopg (pip install 'psycopg[binary]')");
            }
            for (int run = 1; run <= runs; run++) {
                out().println("run " + run + " of " + runs);
                measure(database, file, data, ours);
            }
            if (grow > 0) {
                grow(database, ours, folder);
            }
        } finally {
            if (dir == null) {
                delete(folder);
            }
        }
        report();
        return 0;
    }

    private void measure(Database database, TrackingFile file, Path data, Ours ours) throws Exception {
        PGSimpleDataSource source = database.dataSource();
        database.reset(file);
        timed(database, COPY, () -> Baselines.copy(source, data));
        long events = database.count("SELECT count(*) FROM tracking_events");
        for (int chunk : chunksToTry()) {
            database.reset(file);
            timed(database, SPRING + chunk, () -> Baselines.springBatch(source, data, chunk));
            same("Spring Batch", events, database);
        }
        if (python) {
            database.reset(file);
            timed(database, PYTHON, () -> Python.copy(database.port(), data));
            same("Python", events, database);
        }
        database.reset(file);
        watched(database, ONE, () -> ours.run(1, CHUNK));
        same("one writer", events, database);
        long size = Files.size(data);
        Files.writeString(data, "\n", StandardOpenOption.APPEND);
        watched(database, AGAIN, () -> ours.run(1, CHUNK));
        try (FileChannel whole = FileChannel.open(data, StandardOpenOption.WRITE)) {
            whole.truncate(size); // raw COPY takes no empty line
        }
        same("the same rows again", events, database);
        database.reset(file);
        watched(database, TWO, () -> ours.run(2, CHUNK));
        same("two writers", events, database);
        long touched = database.count("SELECT count(*) * 100 / (SELECT count(*) FROM parcels) FROM parcels WHERE at IS NOT NULL");
        if (touched < 50) {
            throw new IllegalStateException("only " + touched + " % of the parcels were touched; the comparison would flatter us");
        }
    }

    private void grow(Database database, Ours ours, Path folder) throws Exception {
        long events = 0;
        for (int day = 0; events < grow; day += TrackingFile.DAYS) {
            TrackingFile next = new TrackingFile(rows, Instant.now().truncatedTo(ChronoUnit.DAYS).minus(day, ChronoUnit.DAYS));
            if (day == 0) {
                database.reset(next);
            } else {
                database.renewParcels(next); // so that each file touches as many parcels as the first
            }
            next.write(folder.resolve("drop"));
            Measured measured = ours.run(1, CHUNK);
            events = database.count("SELECT count(*) FROM tracking_events");
            out().println("events %,d: %.2f us a row".formatted(events, measured.seconds() / rows * 1_000_000));
        }
    }

    private static void same(String who, long events, Database database) {
        long stored = database.count("SELECT count(*) FROM tracking_events");
        if (stored != events) {
            throw new IllegalStateException(who + " stored " + stored + " events, raw COPY " + events + ": they did not do the same");
        }
    }

    /** The others tell nobody of silent parcels, so we do not either. */
    private static Path withoutSilence(Path profile, Path folder) throws IOException {
        Files.writeString(folder.resolve(profile.getFileName()),
                Files.readString(profile).replaceFirst("(?m)^silence:\\R(?:  .*\\R)+", ""));
        return folder;
    }

    /** All at first, then only the best: it takes most of the time. */
    private List<Integer> chunksToTry() {
        return seconds.containsKey(SPRING + springChunks.getFirst())
                ? List.of(springChunks.stream().min(Comparator.comparingDouble(chunk -> median(SPRING + chunk))).orElseThrow())
                : springChunks;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void timed(Database database, String name, Work work) throws Exception {
        double before = database.cpuSeconds();
        long begin = System.nanoTime();
        work.run();
        keep(name, (System.nanoTime() - begin) / 1e9, database.cpuSeconds() - before);
    }

    private void watched(Database database, String name, Callable<Measured> work) throws Exception {
        double before = database.cpuSeconds();
        Measured measured = work.call();
        peaks.add(measured.peakMegabytes());
        if (name.equals(ONE)) {
            frameworkShares.add(measured.frameworkShare());
        }
        keep(name, measured.seconds(), database.cpuSeconds() - before);
    }

    private void keep(String name, double took, double cpuTook) {
        seconds.computeIfAbsent(name, _ -> new ArrayList<>()).add(took);
        cpu.computeIfAbsent(name, _ -> new ArrayList<>()).add(cpuTook);
        out().println("  %-40s %8.2f s %8.2f s of cpu".formatted(name, took, cpuTook));
        out().flush();
    }

    private void report() {
        double copy = median(COPY);
        double spring = seconds.keySet().stream().filter(name -> name.startsWith(SPRING)).mapToDouble(this::median).min().orElseThrow();
        out().println();
        out().println("%-40s %12s %10s %10s %8s %8s".formatted("", "rows/s", "median s", "worst s", "to (a)", "cpu s"));
        seconds.forEach(
                (name, took) -> out().println("%-40s %,12.0f %10.2f %10.2f %8.2f %8.2f".formatted(name, rows / median(name), median(name),
                        took.stream().mapToDouble(Double::doubleValue).max().orElseThrow(), copy / median(name), median(cpu, name))));
        out().println("Spring Batch's own share of the run of one writer: %.1f %% (worst %.1f %%)".formatted(100 * median(frameworkShares),
                100 * frameworkShares.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
        out().println("to-copy %.2f, to-spring-batch %.2f, peak-mb %d".formatted(copy / median(TWO), spring / median(ONE),
                peaks.stream().mapToLong(Long::longValue).max().orElseThrow()));
    }

    private double median(String name) {
        return median(seconds, name);
    }

    private static double median(Map<String, List<Double>> of, String name) {
        return median(Objects.requireNonNull(of.get(name)));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
