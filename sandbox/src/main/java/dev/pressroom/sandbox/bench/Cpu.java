package dev.pressroom.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time of this process, of its children that ended, and of a PostgreSQL with all its backends, since each began. Linux only ({@code proc(5)}, fields 14
 * to 17 of {@code /proc/PID/stat}, hundredths of a second); 0 elsewhere.
 */
final class Cpu {

    private static final double TICKS = 100;

    private Cpu() {}

    /** @param data PostgreSQL's data folder, whose first line of {@code postmaster.pid} is the process */
    static double seconds(Path data) throws IOException {
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return 0;
        }
        String postmaster = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        double backends = ProcessHandle.of(Long.parseLong(postmaster)).stream().flatMap(ProcessHandle::children)
                .mapToDouble(backend -> ofProcess("" + backend.pid())).sum();
        return ofProcess("self") + ofProcess(postmaster) + backends;
    }

    private static double ofProcess(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            // The third field of the line is the first here.
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12]) + Long.parseLong(fields[13]) + Long.parseLong(fields[14]))
                    / TICKS;
        } catch (IOException e) {
            // It ended in between; its time is the postmaster's now.
            return 0;
        }
    }
}
