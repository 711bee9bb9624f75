package dev.pressroom.batch.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pressroom.batch.Dpd;
import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.Row;
import dev.pressroom.batch.reconcile.BlockReader.Work;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Ledger.Position;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import dev.pressroom.storage.files.DropStore;
import dev.pressroom.storage.tracking.ScanRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ProgressTest {

    @TempDir
    Path drop;

    private Instant now = Instant.parse("2025-06-01T02:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @Test
    void readsAsManyBytesAsAreLeftToRead() throws IOException {
        byte[] text = (Dpd.HEADER + "\n" + String.join("\n", Dpd.mixed(40, 7)) + "\n").getBytes(UTF_8);
        int middle = new String(text, UTF_8).indexOf('\n', text.length / 2) + 1;
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text);
        }
        String name = "SCANINFO_4711_D20250520T060000_aaaaaa";
        Path interchange = Path.of("src/test/resources/carriers/x12-214/UPSN_214_20260316.edi");

        assertThat(read("dpd", name, text, 0)).isEqualTo(text.length);
        assertThat(read("dpd", name, text, middle)).as("an earlier run's part does not count").isEqualTo(text.length - middle);
        assertThat(read("dpd", name + ".gz", compressed.toByteArray(), middle)).isEqualTo(compressed.size());
        assertThat(read("x12-214", interchange.getFileName().toString(), Files.readAllBytes(interchange), 0))
                .isEqualTo(Files.size(interchange));
    }

    /** The sum of what the blocks say that they read, which is what the work said before. */
    private long read(String carrier, String name, byte[] content, long from) throws IOException {
        CarrierProfile profile = Objects.requireNonNull(Dpd.PROFILES.get(carrier));
        Files.write(Files.createDirectories(drop.resolve(carrier)).resolve(name), content);
        Work work = work(new DropFile(profile, DropStore.at(drop.toString()), name, DropFile.Readiness.READY), content.length, from);
        BlockReader reader = new BlockReader(new ArrayDeque<>(List.of(work)), 20, Clock.systemUTC());
        long bytes = 0;
        for (Block block = reader.read(); block != null; block = reader.read()) {
            bytes += block.bytes();
        }
        assertThat(work.bytes()).isEqualTo(bytes);
        return bytes;
    }

    @Test
    void writesOverItsLineOnATerminalAndEndsItAtTheEnd() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Progress progress = Progress.onTerminal(clock, new PrintStream(screen, true, UTF_8));
        Work work = work(new DropFile(Dpd.PROFILE, DropStore.at(drop.toString()), "a", DropFile.Readiness.READY), 4_000, 0);

        progress.begin(List.of(work));
        now = now.plusSeconds(10);
        progress.wrote(block(work, 50, 1_000));
        now = now.plusMillis(100);
        progress.wrote(block(work, 50, 1_000));
        now = now.plusMillis(9_900);
        progress.wrote(block(work, 50, 1_000));
        progress.end();
        progress.end();

        assertThat(screen.toString(UTF_8)).isEqualTo(
                "\rrows 50, 5 rows/s, 0:00:30 left   \rrows 150, 8 rows/s, 0:00:07 left   " + System.lineSeparator());
    }

    @Test
    void writesPlainLinesElsewhere() {
        Logger logger = (Logger) LoggerFactory.getLogger(Progress.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            Progress progress = Progress.asLines(clock);
            Work work = work(new DropFile(Dpd.PROFILE, DropStore.at(drop.toString()), "a", DropFile.Readiness.READY), 4_000, 0);
            progress.begin(List.of(work));
            now = now.plusSeconds(9);
            progress.wrote(block(work, 10, 1_000));
            now = now.plusSeconds(11);
            progress.wrote(block(work, 10, 1_000));
            progress.end();
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("progress rows=20 rowsPerSecond=1 remainingSeconds=20");
    }

    private static Work work(DropFile file, long bytes, long from) {
        Entry entry = new Entry(1, Ledger.State.LOADING, file.name(), bytes, 1, 0, 0, 0, 0, "{}", null);
        return new Work(new SeenFile(file, Verdict.LOAD, entry, null), new Position(0, from, 1));
    }

    private static Block block(Work work, long rows, long bytes) {
        return new Block(work.file(), 0, 0, 1, 0, 1, false, rows, bytes, new ScanRows(), Map.of(), List.<Row.Reject>of());
    }
}
