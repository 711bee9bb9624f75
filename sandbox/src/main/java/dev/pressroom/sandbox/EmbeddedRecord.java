package dev.pressroom.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL in the sandbox's state. */
final class EmbeddedRecord implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    EmbeddedRecord(Layout layout) {
        Path data = layout.state().resolve("postgres");
        stopLeftOver(data);
        try {
            Files.createDirectories(data);
            postgres = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).setPort(layout.postgres())
                    .setLocaleConfig("locale", "C.UTF-8").setPGStartupWait(Duration.ofMinutes(1))
                    .setServerConfig("max_connections", "200").setServerConfig("fsync", "on")
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(layout.logs().resolve("postgres.log").toFile()))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(layout.logs().resolve("postgres.log").toFile())).start();
        } catch (IOException | IllegalStateException e) {
            throw new SandboxProblem("PostgreSQL could not be started: " + e.getMessage() + "; its log is "
                    + layout.logs().resolve("postgres.log") + "; is the disk full?");
        }
    }

    /** A sandbox that was killed leaves its PostgreSQL behind; it is ours when it runs on this very folder. */
    private static void stopLeftOver(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            List<String> lines = Files.readAllLines(pidFile);
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
            boolean ours = lines.size() > 1 && Path.of(lines.get(1)).toRealPath().equals(data.toRealPath());
            if (ours && process.flatMap(handle -> handle.info().command()).filter(command -> command.endsWith("postgres")).isPresent()) {
                process.get().destroy();
                for (int i = 0; i < 100 && process.get().isAlive(); i++) {
                    Children.pause(Duration.ofMillis(100));
                }
                process.get().destroyForcibly();
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DataSource dataSource() {
        PGSimpleDataSource source = (PGSimpleDataSource) postgres.getPostgresDatabase();
        source.setCurrentSchema("pressroom");
        return source;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
