package dev.pressroom.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Child processes: started with their output in a file, stopped by their own handle and nothing else. */
final class Children {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    private Children() {}

    /** Ends whatever still runs of what was started here, also what nobody has taken over yet. */
    static void stopAll() {
        STARTED.stream().filter(Process::isAlive).forEach(Children::stop);
    }

    static Process start(List<String> command, Path log, Map<String, String> environment) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            STARTED.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    /** Waits until it is ready; a process that ended, or takes too long, is a problem told with the end of its log. */
    static void await(String what, Process process, Path log, Duration within, BooleanSupplier ready) {
        long end = System.nanoTime() + within.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String why = process.isAlive() ? " was not ready within " + within.toSeconds() + " s" : " stopped while starting";
                stop(process);
                throw new SandboxProblem(what + why + "; its log is " + log + " and ends with: " + end(log));
            }
            pause(Duration.ofMillis(200));
        }
    }

    static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("interrupted");
        }
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "nothing" : String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return "(unreadable)";
        }
    }

    /** Asks to end, and kills what does not. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
