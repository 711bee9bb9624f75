package dev.pressroom.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pressroom prove faults}. */
@Command(name = "faults", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Hands jobs over to each simulated printer over a line that is cut after random bytes or falls silent, and compares both sides' lists.",
        "Exit 1 if a job was lost or doubled."})
public final class ProveFaults implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @Option(names = "--jobs", paramLabel = "N", description = "Jobs per printer (default: ${DEFAULT-VALUE}).")
    int jobs = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Where the lines break (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--printer", paramLabel = "ID", description = "Only these (default: ${DEFAULT-VALUE}).", split = ",")
    List<String> printers = List.of("prodigi-uk", "siteflow-uk", "elanders-de", "photofinale-us");

    @Override
    public Integer call() throws Exception {
        // Failing is what the lines are for.
        LoggingSystem.get(ProveFaults.class.getClassLoader()).setLogLevel("dev.pressroom.routes", LogLevel.ERROR);
        int all = 0;
        int lost = 0;
        int doubled = 0;
        int open = 0;
        System.out.printf("%-15s %6s %6s %8s %9s %8s %9s %9s %6s%n", "", "jobs", "cuts", "silences", "deferred", "unknown", "look-ups",
                "rejected", "open");
        for (String printer : printers) {
            Campaign.Result result = run(printer, jobs, seed, PATIENCE);
            System.out.println(String.format(Locale.ROOT, "%-15s %6d %6d %8d %9d %8d %9d %9d %6d", printer, result.jobs(), result.cuts(),
                    result.silences(), result.deferred(), result.unknown(), result.lookedUp(), result.rejected(), result.open()));
            result.lost().forEach(job -> System.out.println("lost: " + job));
            result.doubled().forEach(job -> System.out.println("doubled: " + job));
            all += result.jobs();
            lost += result.lost().size();
            doubled += result.doubled().size();
            open += result.open();
        }
        System.out.println("jobs " + all + ", lost " + lost + ", doubled " + doubled + ", open " + open);
        return lost + doubled == 0 ? 0 : 1;
    }

    static Campaign.Result run(String printer, int jobs, long seed, Duration patience) throws Exception {
        Path scratch = Files.createTempDirectory("pressroom-faults");
        try (OurDesk desk = new OurDesk(); FaultyPrinter other = FaultyPrinter.open(printer, scratch, desk, seed)) {
            return new Campaign(other, desk, patience).run(jobs, scratch, seed);
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
