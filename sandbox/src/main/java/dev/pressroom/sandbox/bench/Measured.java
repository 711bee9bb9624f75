package dev.pressroom.sandbox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a child process took: CPU of user and system together as its shell counted it, and the peak of resident memory
 * (Linux: VmHWM; 0 elsewhere).
 */
record Measured(double cpuSeconds, double wallSeconds, long peakKb) {
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long POLL_MILLIS = 20;

    /** Runs the command and fails with its last lines if it fails. */
    static Measured of(List<String> command, Path log) throws IOException, InterruptedException {
        // The second line of times is what the shell's children took (POSIX, "times").
        String script = "\"$@\"; code=$?; times; exit $code";
        List<String> shell = new ArrayList<>(List.of("sh", "-c", script, "bench"));
        shell.addAll(command);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(shell).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        long peak = 0;
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, process.descendants().mapToLong(child -> peakKb(Path.of("/proc/" + child.pid() + "/status"))).sum());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        List<String> said = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        if (process.exitValue() != 0) {
            throw new IOException(
                    command.getFirst() + " failed: " + String.join(" | ", said.subList(Math.max(0, said.size() - 6), said.size())));
        }
        Matcher times = TIMES.matcher(said.getLast());
        if (!times.matches()) {
            throw new IOException("the shell told no times but '" + said.getLast() + "'");
        }
        for (String line : said) {
            Matcher own = PEAK.matcher(line);
            peak = own.find() ? Math.max(peak, Long.parseLong(own.group(1))) : peak;
        }
        return new Measured(minutes(times, 1) + minutes(times, 3), wall, peak);
    }

    private static double minutes(Matcher times, int group) {
        return Integer.parseInt(times.group(group)) * 60 + Double.parseDouble(times.group(group + 1));
    }

    private static long peakKb(Path status) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(status));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** For a child's last line: its own peak. */
    static String peakLine() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("")
                : "";
    }
}
