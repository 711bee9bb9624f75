package dev.pressroom.sandbox.bench.printers;

import dev.pressroom.printers.Content;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.sandbox.servers.SftpLogin;
import dev.pressroom.sandbox.servers.SftpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * A file of artwork and a ticket into a folder: listed before, both under temporary names, listed again for their sizes, both renamed. The bare
 * side is the client of Apache MINA SSHD on one session.
 */
final class SftpContest implements AutoCloseable {

    private static final int TICKET = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SftpServer server;
    private final Path home;
    private final SshClient client = SshClient.setUpDefaultClient();
    private final ClientSession session;
    private final SftpClient bare;
    private final Path artwork;
    private final Contest contest;

    SftpContest(Ours ours, Path scratch, int bytes) throws Exception {
        byte[] book = new byte[bytes];
        new Random(1).nextBytes(book);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(book));
        artwork = Files.write(scratch.resolve(sha256), book);
        home = Files.createDirectories(scratch.resolve("sftp"));
        Files.createDirectories(home.resolve("submit"));
        server = new SftpServer(scratch.resolve("server"), "127.0.0.1", 0);
        server.start();
        server.admit(SftpLogin.byPassword("bench", "bench"), home);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        session = client.connect("bench", server.host(), server.port()).verify(PATIENCE).getSession();
        session.addPasswordIdentity("bench");
        session.auth().verify(PATIENCE);
        bare = SftpClientFactory.instance().createSftpClient(session);
        SftpTransport transport = new SftpTransport(server.host(), server.port(), "bench", "bench", null, server.knownHostsLine(),
                Map.of("submit", "/submit"), Duration.ofMinutes(1));
        Content.StoredFile stored = new Content.StoredFile("application/pdf", sha256, bytes);
        Contest.Job our = ours.printer("sftp", null, transport, null, number -> new FileDrop("submit",
                List.of(new DropFile(number + ".pdf", stored)),
                new DropFile(number + ".xml", Ours.bytes("application/xml", ticket(number)))));
        contest = new Contest("sftp", 1, taken(our), taken(this::bare));
    }

    Contest contest() {
        return contest;
    }

    private static byte[] ticket(int number) {
        return ("<order id=\"" + number + "\">" + "x".repeat(TICKET) + "</order>").getBytes(StandardCharsets.UTF_8);
    }

    /** The printer takes the job at once, or the folder would grow with the number of jobs. */
    private Contest.Job taken(Contest.Job job) {
        return number -> {
            job.run(number);
            Files.delete(home.resolve("submit").resolve(number + ".pdf"));
            Files.delete(home.resolve("submit").resolve(number + ".xml"));
        };
    }

    private void bare(int number) throws IOException {
        int before = list();
        byte[] ticket = ticket(number);
        String pdf = "/submit/" + number + ".pdf";
        String xml = "/submit/" + number + ".xml";
        try (InputStream in = Files.newInputStream(artwork); OutputStream out = bare.write(pdf + ".tmp")) {
            in.transferTo(out);
        }
        try (OutputStream out = bare.write(xml + ".tmp")) {
            out.write(ticket);
        }
        if (list() != before + 2) {
            throw new IOException("job " + number + " is not complete");
        }
        bare.rename(pdf + ".tmp", pdf);
        bare.rename(xml + ".tmp", xml);
    }

    private int list() throws IOException {
        int files = 0;
        for (SftpClient.DirEntry entry : bare.readDir("/submit")) {
            files += entry.getAttributes().isRegularFile() ? 1 : 0;
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        bare.close();
        session.close();
        client.stop();
        server.close();
    }
}
