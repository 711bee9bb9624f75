package dev.pressroom.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The nightly job as a process of its own, as it runs in service: a heap of 96 MB, its memory watched. */
record Ours(Path jar, Database database, Path drop, Path carriers, Path log) {

    private static final Pattern FRAMEWORK = Pattern.compile("\"FrameworkSeconds\":([0-9.]+)");

    /**
     * @param seconds of the run itself, as the record has it, without the start of the JVM
     * @param frameworkShare of them Spring Batch's own, as the run's metrics say; with one writer
     */
    record Measured(double seconds, long peakMegabytes, double frameworkShare) {}

    Measured run(int writers, int chunk) throws IOException, InterruptedException {
        Path out = Files.createTempFile(log.getParent(), "reconcile", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx96m", "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED", "-jar", jar.toString(), "reconcile", "--drop", drop.toString(), "--carriers",
                        carriers.toString(), "--writers", "" + writers, "--chunk", "" + chunk))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectOutput(out.toFile());
        builder.environment().put("PRESSROOM_DB_URL", database.url());
        builder.environment().put("PRESSROOM_DB_USER", "postgres");
        Process process = builder.start();
        long peak = 0;
        try {
            while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, residentPeak(process.pid()));
            }
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(out);
        Files.delete(out);
        if (process.exitValue() != 0 || lines.isEmpty()) {
            throw new IllegalStateException("reconcile ended with " + process.exitValue() + "; its log is " + log);
        }
        double seconds = database.jdbc()
                .sql("SELECT extract(epoch FROM ended_at - started_at) FROM reconciliation_runs ORDER BY run_id DESC LIMIT 1")
                .query(Double.class).single();
        double framework = lines.stream().map(FRAMEWORK::matcher).filter(Matcher::find)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst().orElseThrow(() -> new IllegalStateException("reconcile printed no metrics: " + lines));
        return new Measured(seconds, peak, framework / seconds);
    }

    /** What Linux says was the most that the process had in memory; 0 elsewhere. */
    private static long residentPeak(long pid) throws IOException {
        Path status = Path.of("/proc", "" + pid, "status");
        try {
            return Files.exists(status)
                    ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(0)
                    : 0;
        } catch (IOException e) {
            // The process ended in between.
            return 0;
        }
    }
}
