package dev.pressroom.sandbox.bench.printers;

import dev.pressroom.sandbox.bench.printers.Contest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pressroom bench printers}. */
@Command(name = "printers", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Hands jobs over by SFTP, HTTP and SQS through Pressroom's routes, and by the bare client library doing the same, in turn.",
        "The last line has the time per job against the bare client, of the medians."})
public final class BenchPrinters implements Callable<Integer> {

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each side (default: ${DEFAULT-VALUE}).")
    int rounds = 10;

    @Option(names = "--jobs", paramLabel = "N", description = "Jobs per round by SFTP; 20 times as many by HTTP, 4 times by SQS (default: ${DEFAULT-VALUE}).")
    int jobs = 50;

    @Option(names = "--warm-up", paramLabel = "N", description = "Jobs of each side before anything is measured, likewise (default: ${DEFAULT-VALUE}).")
    int warmUp = 200;

    @Option(names = "--artwork", paramLabel = "KB", description = "Size of the artwork of an SFTP job (default: ${DEFAULT-VALUE}).")
    int artwork = 256;

    @Override
    public Integer call() throws Exception {
        Path scratch = Files.createTempDirectory("pressroom-bench");
        List<Result> results = new ArrayList<>();
        try (Ours ours = new Ours(scratch)) {
            System.out.println(Result.head());
            try (SftpContest sftp = new SftpContest(ours, scratch, artwork * 1024)) {
                results.add(run(sftp.contest()));
            }
            try (HttpContest http = new HttpContest(ours)) {
                results.add(run(http.contest()));
            }
            try (SqsContest sqs = new SqsContest(ours, scratch)) {
                results.add(run(sqs.contest()));
            }
        } finally {
            delete(scratch);
        }
        System.out.println();
        System.out.println(results.stream().map(Result::figure).collect(Collectors.joining(", ")));
        return 0;
    }

    private Result run(Contest contest) throws Exception {
        Result result = contest.run(warmUp, rounds, jobs);
        System.out.println(result.row());
        return result;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
