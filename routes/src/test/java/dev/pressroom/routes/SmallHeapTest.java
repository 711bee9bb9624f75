package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.printers.Content;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files larger than the heap go through. In the usual build 160 MB through 64 MB; a book of 2 GB through 256 MB by
 * {@code ./mvnw test -pl routes -am -Dtest=SmallHeapTest -Dsurefire.failIfNoSpecifiedTests=false -Dpressroom.book=2048 -Dpressroom.heap=256}.
 */
class SmallHeapTest {

    private static final long BOOK = Long.getLong("pressroom.book", 160) * 1024 * 1024;
    private static final String HEAP = "-Xmx" + Integer.getInteger("pressroom.heap", 64) + "m";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path folder;
    private Path book;

    @BeforeEach
    void write() throws Exception {
        book = folder.resolve("book.pdf");
        try (RandomAccessFile file = new RandomAccessFile(book.toFile(), "rw")) {
            file.setLength(BOOK); // sparse: takes no room here
            file.write("%PDF-1.7 ".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void inASmallHeap(String... arguments) throws Exception {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Sender.class.getName(), book.toString(), sha256(book)));
        command.addAll(List.of(arguments));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(java.waitFor(LIMIT.toSeconds() + 30, TimeUnit.SECONDS)).isTrue();
        } finally {
            java.destroyForcibly();
        }
        assertThat(java.exitValue()).as(Files.readString(log)).isZero();
    }

    @Test
    void dropsABookLargerThanTheHeap() throws Exception {
        try (SftpHost host = new SftpHost(folder.resolve("printer"))) {
            inASmallHeap("sftp", String.valueOf(host.server().getPort()), host.knownHosts());

            assertThat(host.root.resolve("in/BOOK.pdf")).hasSize(BOOK);
            assertThat(host.files("in")).contains("T.xml");
        }
    }

    @Test
    void putsABookLargerThanTheHeap() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> receive(server));

            inASmallHeap("http", String.valueOf(server.getLocalPort()), "");

            assertThat(received.get(10, TimeUnit.SECONDS)).isGreaterThan(BOOK);
        }
    }

    /** Counts what comes, answers when all of it is there. */
    private static long receive(ServerSocket server) {
        try (Socket call = server.accept()) {
            InputStream in = call.getInputStream();
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            while (bytes < BOOK) {
                bytes += in.read(buffer);
            }
            call.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs in the small heap. */
    static final class Sender {
        public static void main(String[] arguments) throws Exception {
            Path book = Path.of(arguments[0]);
            Content.StoredFile content = new Content.StoredFile("application/pdf", arguments[1], Files.size(book));
            int port = Integer.parseInt(arguments[3]);
            try (Bench bench = new Bench()) {
                bench.files.put(arguments[1], book);
                Reply reply = arguments[2].equals("sftp")
                        ? bench.send(Profiles.sftp("printer", SftpHost.transport(port, arguments[4]), LIMIT),
                                new Send.FileDrop("submit", List.of(new Send.DropFile("BOOK.pdf", content)),
                                        new Send.DropFile("T.xml", Scripted.text("<root/>"))))
                        : bench.send(Profiles.http("printer", "http://127.0.0.1:" + port, Map.of(), 1, LIMIT),
                                new Send.HttpCall(Send.Repeat.NEVER, "PUT", "/book", Map.of(), content));
                System.out.println(reply);
                System.exit(reply instanceof Reply.Answered answered && answered.ok() ? 0 : 1);
            }
        }
    }
}
