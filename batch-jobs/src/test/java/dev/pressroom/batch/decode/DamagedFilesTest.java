package dev.pressroom.batch.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.Dpd;
import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.carriers.CarrierProfile.Separated;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.PassedOver;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.storage.tracking.Scan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damage to each carrier's sample: no byte of it ends a run, none takes a row away that it did not touch, and none goes without a word.
 */
class DamagedFilesTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final Path SAMPLES = Path.of("src/test/resources/carriers");

    /** A carrier's sample file. */
    record Sample(CarrierProfile carrier, String name, byte[] content) {

        boolean isEdi() {
            return carrier.files().form() instanceof Edi;
        }

        int header() {
            return RowDecoder.hasHeader(carrier) ? 1 : 0;
        }

        List<byte[]> lines() {
            List<byte[]> lines = new ArrayList<>();
            int from = 0;
            for (int at = 0; at < content.length; at++) {
                if (content[at] == '\n') {
                    lines.add(Arrays.copyOfRange(content, from, at + 1));
                    from = at + 1;
                }
            }
            if (from < content.length) {
                lines.add(Arrays.copyOfRange(content, from, content.length));
            }
            return lines;
        }

        @Override
        public String toString() {
            return carrier.id();
        }
    }

    static Stream<Sample> samples() {
        return Dpd.PROFILES.values().stream().map(carrier -> {
            try (Stream<Path> files = Files.list(SAMPLES.resolve(carrier.id()))) {
                Path file = files.findFirst().orElseThrow();
                return new Sample(carrier, file.getFileName().toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static Stream<Sample> framedSamples() {
        return samples().filter(sample -> !sample.isEdi());
    }

    static Stream<Sample> interchanges() {
        return samples().filter(Sample::isEdi);
    }

    /** What a file is read as: null when its header is refused, and the reasons of an unreadable file. */
    private static @Nullable List<Row> read(Sample sample, byte[] content) throws IOException {
        FileFormat format = new FileFormat(sample.carrier(), sample.name(),
                from -> new ByteArrayInputStream(content, (int) from, content.length - (int) from));
        Line.Text header = format.header(content.length);
        if (RowDecoder.headerProblem(sample.carrier(), header) != null) {
            return null;
        }
        RowDecoder decoder = new RowDecoder(sample.carrier(), header);
        List<Row> rows = new ArrayList<>();
        try (LineSource lines = format.lines(0, 1, content.length)) {
            if (header != null) {
                lines.next();
            }
            for (Line line = lines.next(); line != null; line = lines.next()) {
                rows.add(decoder.decode(line, Part.WHOLE, NOW));
            }
        }
        rows.forEach(DamagedFilesTest::assertStorable);
        return rows;
    }

    /** PostgreSQL takes no NUL in a text, and reports show reasons. */
    private static void assertStorable(Row row) {
        switch (row) {
            case Good(Scan scan) -> assertThat(scan.toString()).doesNotContain("\0").hasSizeLessThan(1_200);
            case Reject reject -> {
                assertThat(reject.raw()).doesNotContain("\0");
                assertThat(reject.reason()).hasSizeLessThan(200).doesNotContainPattern("[\\x00-\\x1f]");
            }
            case PassedOver _,Row.Elsewhere _ -> {
                // Nothing of them is stored.
            }
        }
    }

    /** Without its line, which damage before it may have moved. */
    private static String told(Row row) {
        return switch (row) {
            case Good(Scan scan) -> "Good" + scan.toString().replaceFirst("line=[0-9]+", "");
            case PassedOver(long _, String type) -> "PassedOver " + type;
            case Reject reject -> "Reject " + reject.problem();
            case Row.Elsewhere _ -> "Elsewhere";
        };
    }

    private static List<String> told(List<Row> rows) {
        return rows.stream().map(DamagedFilesTest::told).toList();
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] with(byte[] line, int at, byte[] inserted) {
        return joined(List.of(Arrays.copyOf(line, at), inserted, Arrays.copyOfRange(line, at, line.length)));
    }

    /** A damage to one line. */
    private interface Damage {
        byte[] to(byte[] line, Sample sample);
    }

    private static final Map<String, Damage> REFUSED = Map.of(
            "a NUL", (line, _) -> with(line, line.length / 2, new byte[]{0}),
            "a lone CR", (line, _) -> with(line, line.length / 2, new byte[]{'\r'}),
            "longer than any row", (line, _) -> with(line, line.length / 2, "x".repeat(100_000).getBytes(ISO_8859_1)),
            "its last cells gone", (line, _) -> (new String(line, ISO_8859_1).substring(0, line.length / 2) + "\n").getBytes(ISO_8859_1),
            "many cells more",
            (line, sample) -> (new String(line, ISO_8859_1).stripTrailing() + ";x,x".repeat(20) + "\n").getBytes(ISO_8859_1),
            "the next row in it",
            (line, _) -> (new String(line, ISO_8859_1).stripTrailing() + new String(line, ISO_8859_1)).getBytes(ISO_8859_1),
            "two bytes each", (line, _) -> new String(line, ISO_8859_1).stripTrailing().concat("\n").getBytes(UTF_16LE),
            "Excel's number", (line, _) -> new String(line, ISO_8859_1).replaceAll("[0-9A-Z]{13,30}", "1.23E+13").getBytes(ISO_8859_1),
            "an unclosed quote", (line, _) -> with(line, 0, "\"".getBytes(ISO_8859_1)));

    @ParameterizedTest
    @MethodSource("framedSamples")
    void refusesADamagedRowAndKeepsItsNeighbours(Sample sample) throws IOException {
        List<byte[]> lines = sample.lines();
        List<String> whole = told(Objects.requireNonNull(read(sample, sample.content())));
        for (Map.Entry<String, Damage> damage : REFUSED.entrySet()) {
            for (int at = sample.header(); at < lines.size(); at++) {
                boolean quoteIsContent = sample.carrier().files().form() instanceof Separated form && form.quote() == null;
                if (whole.get(at - sample.header()).startsWith("PassedOver")
                        || (quoteIsContent && damage.getKey().equals("an unclosed quote"))) {
                    continue;
                }
                List<byte[]> damaged = new ArrayList<>(lines);
                damaged.set(at, damage.getValue().to(lines.get(at), sample));
                List<String> rows = told(Objects.requireNonNull(read(sample, joined(damaged)), damage.getKey()));
                int row = at - sample.header();
                // Two bytes each: the high byte of the line feed begins the next line, which it damages.
                int touched = damage.getKey().equals("two bytes each") ? 2 : 1;
                assertThat(rows.subList(0, row)).as("%s in line %d: rows before", damage.getKey(), at + 1).isEqualTo(whole.subList(0, row));
                assertThat(rows.get(row)).as("%s in line %d", damage.getKey(), at + 1).startsWith("Reject");
                assertThat(rows.subList(Math.min(row + touched, rows.size()), rows.size()))
                        .as("%s in line %d: rows behind", damage.getKey(), at + 1)
                        .isEqualTo(whole.subList(Math.min(row + touched, whole.size()), whole.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("framedSamples")
    void readsTheSameRowsBehindAByteOrderMarkAndWithAnyLineEnds(Sample sample) throws IOException {
        List<String> whole = told(Objects.requireNonNull(read(sample, sample.content())));
        byte[] mark = "\uFEFF".getBytes(UTF_8);
        assertThat(told(Objects.requireNonNull(read(sample, with(sample.content(), 0, mark))))).isEqualTo(whole);
        String text = new String(sample.content(), ISO_8859_1);
        String unix = text.replace("\r\n", "\n");
        for (String ends : List.of(unix, unix.replace("\n", "\r\n"), unix.replaceFirst("\n", "\r\n"), unix + "\n\n")) {
            assertThat(told(Objects.requireNonNull(read(sample, ends.getBytes(ISO_8859_1)))).subList(0, whole.size())).isEqualTo(whole);
        }
    }

    /** Nor is the half of a cell taken for the whole. */
    @ParameterizedTest
    @MethodSource("framedSamples")
    void tellsOfAFileThatEndsAtAnyByte(Sample sample) throws IOException {
        List<String> whole = told(Objects.requireNonNull(read(sample, sample.content())));
        for (int cut = 0; cut < sample.content().length; cut++) {
            byte[] left = Arrays.copyOf(sample.content(), cut);
            List<Row> rows = read(sample, left);
            if (rows == null) {
                assertThat(new String(left, ISO_8859_1).lines().count()).as("refused as a whole at byte %d", cut).isLessThanOrEqualTo(1);
                continue;
            }
            List<String> told = told(rows);
            int last = told.size() - 1;
            if (last >= 0 && cut > 0 && sample.content()[cut - 1] != '\n' && !told.get(last).equals(whole.get(last))) {
                assertThat(told.get(last)).as("cut at byte %d", cut).isEqualTo("Reject TRUNCATED");
                told = told.subList(0, last);
            }
            assertThat(told).as("cut at byte %d", cut).isEqualTo(whole.subList(0, told.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("interchanges")
    void tellsOfAnInterchangeThatEndsAtAnyByte(Sample sample) throws IOException {
        List<String> whole = told(Objects.requireNonNull(read(sample, sample.content())));
        int end = new String(sample.content(), ISO_8859_1).stripTrailing().length();
        for (int cut = 0; cut < end; cut++) {
            List<String> rows = told(Objects.requireNonNull(read(sample, Arrays.copyOf(sample.content(), cut))));
            assertThat(rows).as("cut at byte %d", cut).isNotEmpty();
            assertThat(rows.getLast()).as("cut at byte %d", cut).startsWith("Reject");
            assertThat(rows.subList(0, rows.size() - 1)).as("cut at byte %d", cut).isEqualTo(whole.subList(0, rows.size() - 1));
        }
    }

    /** What separates segments, elements and components, what releases it, and what no text has. Each byte becomes three of them. */
    private static final int[] VALUES = {0, 0xFF, '~', '*', '\'', '+', ':', '?', 'X', '\n'};

    /** Whatever the byte becomes, reading ends; a status that is missing has left a reject, unless its own segment's name was hit. */
    @ParameterizedTest
    @MethodSource("interchanges")
    void endsWhateverAByteOfAnInterchangeBecomes(Sample sample) throws IOException {
        List<String> whole = told(Objects.requireNonNull(read(sample, sample.content())));
        String record = ((Edi) sample.carrier().files().form()).record();
        String text = new String(sample.content(), ISO_8859_1);
        for (int at = 0; at < sample.content().length; at++) {
            for (int turn = 0; turn < 3; turn++) {
                int value = VALUES[(3 * at + turn) % VALUES.length];
                byte[] damaged = sample.content().clone();
                damaged[at] = (byte) value;
                List<String> rows = told(Objects.requireNonNull(read(sample, damaged)));
                long rejects = rows.stream().filter(row -> row.startsWith("Reject")).count();
                boolean name = text.regionMatches(Math.max(0, at - 2), record, 0, record.length())
                        || text.regionMatches(Math.max(0, at - 1), record, 0, record.length())
                        || text.startsWith(record, at);
                boolean passedOver = rows.stream().anyMatch(row -> row.startsWith("PassedOver"));
                assertThat(rejects > 0 || passedOver || name || rows.size() >= whole.size()).as("byte %d becomes %d: %s", at, value, rows)
                        .isTrue();
            }
        }
    }

    /** Any bytes in any place, always the same ones. */
    @ParameterizedTest
    @MethodSource("samples")
    void readsToTheEndWhateverTheDamage(Sample sample) throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            byte[] damaged = sample.content().clone();
            for (int hits = 1 + random.nextInt(5); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int from = random.nextInt(damaged.length);
            byte[] doubled = with(damaged, random.nextInt(damaged.length),
                    Arrays.copyOfRange(damaged, from, Math.min(damaged.length, from + random.nextInt(300))));
            List<Row> rows = read(sample, doubled);
            if (rows != null && !sample.isEdi()) {
                assertThat(rows).as("a row for each line")
                        .hasSize((int) new String(doubled, ISO_8859_1).chars().filter(c -> c == '\n').count()
                                + (doubled[doubled.length - 1] == '\n' ? 0 : 1) - sample.header());
            }
        }
    }

    /** A file of every other carrier, and what no carrier sends. */
    @ParameterizedTest
    @MethodSource("samples")
    void takesNoRowFromAnotherCarriersFile(Sample sample) throws IOException {
        for (Sample other : samples().filter(one -> !one.carrier().id().equals(sample.carrier().id())).toList()) {
            List<Row> rows = read(sample, other.content());
            assertThat(rows == null ? List.of() : rows).as(other + "'s file").noneMatch(Good.class::isInstance);
            assertThat(rows == null || rows.stream().anyMatch(Reject.class::isInstance)).as("without a word").isTrue();
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(sample.content());
        }
        for (byte[] none : List.of(zipped.toByteArray(), new byte[5_000], "<html>".getBytes(UTF_8), new byte[]{'\n'})) {
            List<Row> rows = read(sample, none);
            assertThat(rows == null ? List.of() : rows).noneMatch(Good.class::isInstance);
        }
    }
}
