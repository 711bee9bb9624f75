package dev.pressroom.batch.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

    @TempDir
    Path folder;

    @Test
    void endsLinesAtLineFeedsOnlyAndDropsOneCarriageReturnBeforeIt() throws IOException {
        assertThat(texts("a\r\nb\nc\rd\r\r\n\ne\u0085f\u2028g\n")).containsExactly("a", "b", "c\rd\r", "", "e\u0085f\u2028g");
    }

    @Test
    void doesNotLetAQuoteSwallowTheNextLines() throws IOException {
        assertThat(texts("a;\"b\nc;d\n")).containsExactly("a;\"b", "c;d");
    }

    @Test
    void takesNelOfLatin1ForContent() throws IOException {
        Path file = file("a\u0085b\n".getBytes(ISO_8859_1));
        assertThat(all(file, 0, 1)).extracting(line -> new String(line.content(), ISO_8859_1)).containsExactly("a\u0085b");
    }

    @Test
    void dropsAByteOrderMarkAtTheBeginningOnly() throws IOException {
        assertThat(texts("\uFEFFa\n\uFEFFb\n")).containsExactly("a", "\uFEFFb");
    }

    @Test
    void tellsThatTheLastLineDidNotEnd() throws IOException {
        assertThat(all(file("a\nb".getBytes(UTF_8)), 0, 1)).extracting(Line.Text::ended).containsExactly(true, false);
    }

    @Test
    void startsAtAnyLine() throws IOException {
        Path file = file("\uFEFFone\r\nzwölf\nthree\n".getBytes(UTF_8));
        try (Lines lines = new Lines(Files.newInputStream(file), 0, 1, Files.size(file))) {
            lines.next();
            lines.next();
            assertThat(all(file, lines.offset(), lines.number())).extracting(Line.Text::number, line -> new String(line.content(), UTF_8))
                    .containsExactly(Tuple.tuple(3L, "three"));
            assertThat(lines.atEnd()).isFalse();
        }
    }

    @Test
    void cutsALineThatIsTooLongAndFindsTheNext() throws IOException {
        List<Line.Text> lines = all(file(("x".repeat(3 * Lines.LONGEST + 5) + "\nnext\n").getBytes(UTF_8)), 0, 1);
        assertThat(lines).extracting(Line.Text::cut).containsExactly(true, false);
        assertThat(lines.getFirst().content()).hasSize(Lines.LONGEST);
        assertThat(new String(lines.get(1).content(), UTF_8)).isEqualTo("next");
    }

    @Test
    void framesLinesThatCrossItsBuffer() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            rows.add("row " + i + ";" + "y".repeat(i % 50));
        }
        assertThat(texts(String.join("\r\n", rows))).isEqualTo(rows);
    }

    @Test
    void readsNoFurtherThanTheBytesThatWereHashed() throws IOException {
        Path file = file("a\nb\nc\n".getBytes(UTF_8));
        try (Lines lines = new Lines(Files.newInputStream(file), 0, 1, 4)) {
            lines.next();
            lines.next();
            assertThat(lines.next()).isNull();
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    private List<String> texts(String content) throws IOException {
        return all(file(content.getBytes(UTF_8)), 0, 1).stream().map(line -> new String(line.content(), UTF_8)).toList();
    }

    private static List<Line.Text> all(Path file, long offset, long number) throws IOException {
        List<Line.Text> all = new ArrayList<>();
        try (Lines lines = new Lines(at(file, offset), offset, number, Files.size(file))) {
            for (Line.Text line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private static InputStream at(Path file, long offset) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(offset);
        return in;
    }
}
