package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.SftpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server of a printer or carrier on a folder of this machine, with moods that a test may choose. */
final class SftpHost implements AutoCloseable {

    static final String USER = "pressroom";
    static final String PASSWORD = "password";

    final Path root;
    /** {@code wrote NAME}, {@code renamed FROM NAME} and the like, as they happened. */
    final List<String> events = new CopyOnWriteArrayList<>();
    final AtomicInteger sessions = new AtomicInteger();
    /** How often any folder was listed. */
    final AtomicInteger listings = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final CountDownLatch thaw = new CountDownLatch(1);
    private volatile Predicate<String> cutBefore = event -> false;
    private volatile Predicate<String> cutAfter = event -> false;
    private volatile Predicate<String> refuse = event -> false;
    private volatile Predicate<String> full = event -> false;
    private volatile Predicate<String> freeze = event -> false;
    private volatile boolean takesTicketsAtOnce;

    SftpHost(Path root) throws IOException {
        this(root, 0);
    }

    /** The same folder has the same host key. */
    SftpHost(Path root, int port) throws IOException {
        this.root = root;
        server.setPort(port);
        for (String folder : List.of("in", "status", "command")) {
            Files.createDirectories(root.resolve(folder));
        }
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(root.resolve(".host-key"));
        keys.setAlgorithm("EC");
        keys.setKeySize(256);
        server.setKeyPairProvider(keys);
        server.setHost("127.0.0.1");
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new Moods());
        server.setSubsystemFactories(List.of(sftp));
        server.start();
    }

    void cutsAfter(String event) {
        cutAfter = event::equals;
    }

    void cutsBefore(String event) {
        cutBefore = event::equals;
    }

    void refuses(String event) {
        refuse = event::equals;
    }

    /** Answers nothing more on any session that comes to this event, until {@link #thaws}; then it goes on as if nothing had been. */
    void freezesBefore(String event) {
        freeze = event::equals;
    }

    void thaws() {
        freeze = event -> false;
        thaw.countDown();
    }

    void fillsUpAt(String event) {
        full = event::equals;
    }

    /** Counts sessions from now on. */
    void watchesSessions() {
        most.set(0);
    }

    /** The most that were logged in at once. */
    int mostSessions() {
        return most.get();
    }

    void behaves() {
        full = event -> false;
        cutAfter = event -> false;
        cutBefore = event -> false;
        refuse = event -> false;
    }

    /** Tickets vanish from the folder the moment they appear. */
    void takesTicketsAtOnce() {
        takesTicketsAtOnce = true;
    }

    SftpTransport transport() {
        return transport(PASSWORD, knownHosts());
    }

    SftpTransport transport(String password, String knownHosts) {
        return transport(server.getPort(), password, knownHosts);
    }

    /** Of such a host in another process. */
    static SftpTransport transport(int port, String knownHosts) {
        return transport(port, PASSWORD, knownHosts);
    }

    private static SftpTransport transport(int port, String password, String knownHosts) {
        return new SftpTransport("127.0.0.1", port, USER, password, null, knownHosts,
                Map.of("submit", "in", "status", "/status", "command", "command"), Duration.ofMillis(100));
    }

    String knownHosts() {
        try {
            return "[127.0.0.1]:" + server.getPort() + " "
                    + PublicKeyEntry.toString(server.getKeyPairProvider().loadKeys((SessionContext) null).iterator().next().getPublic());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SshServer server() {
        return server;
    }

    List<String> files(String folder) {
        if (Files.notExists(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a printer does it: under a temporary name, then renamed. */
    void drops(String folder, String name, String content) throws IOException {
        Path temporary = Files.writeString(root.resolve(folder).resolve(name + ".tmp"), content);
        Files.move(temporary, root.resolve(folder).resolve(name));
    }

    @Override
    public void close() throws IOException {
        thaws();
        server.stop(true);
    }

    private final class Moods implements SftpEventListener {

        private void before(ServerSession session, String event) throws IOException {
            if (cutBefore.test(event)) {
                session.close(true);
                throw new IOException("cut");
            }
            if (refuse.test(event)) {
                throw new AccessDeniedException(event);
            }
            if (full.test(event)) {
                throw new FileSystemException(event, null, "No space left on device");
            }
            if (freeze.test(event)) {
                awaitThaw();
            }
        }

        /** Deaf to interrupts, as a stalled disk is: the server goes on with the request even after its session was closed. */
        private void awaitThaw() {
            boolean waiting = true;
            while (waiting) {
                try {
                    thaw.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    Thread.onSpinWait();
                }
            }
        }

        private void after(ServerSession session, String event) {
            events.add(event);
            if (cutAfter.test(event)) {
                session.close(true);
            }
        }

        @Override
        public void initialized(ServerSession session, int version) {
            sessions.incrementAndGet();
            most.accumulateAndGet((int) server.getActiveSessions().stream().filter(open -> open.isAuthenticated() && open.isOpen()).count(),
                    Math::max);
        }

        @Override
        public void readingEntries(ServerSession session, String remoteHandle, DirectoryHandle handle) throws IOException {
            listings.incrementAndGet();
            before(session, "list " + handle.getFile().getFileName());
        }

        @Override
        public void writing(ServerSession session, String remoteHandle, FileHandle handle, long offset, byte[] data, int at, int length)
                throws IOException {
            before(session, "write " + handle.getFile().getFileName());
        }

        @Override
        public void reading(ServerSession session, String remoteHandle, FileHandle handle, long offset, byte[] data, int at, int length)
                throws IOException {
            before(session, "read " + handle.getFile().getFileName());
        }

        @Override
        public void closed(ServerSession session, String remoteHandle, Handle handle, Throwable thrown) {
            if (handle instanceof FileHandle file && file.getOpenOptions().contains(StandardOpenOption.WRITE)) {
                after(session, "write " + handle.getFile().getFileName());
            }
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) throws IOException {
            before(session, "rename " + to.getFileName());
        }

        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown) throws IOException {
            if (thrown == null && takesTicketsAtOnce && to.toString().endsWith(".xml")) {
                Files.delete(to);
            }
            if (thrown == null) {
                after(session, "rename " + to.getFileName());
            }
        }

        @Override
        public void removed(ServerSession session, Path path, boolean directory, Throwable thrown) {
            if (thrown == null) {
                after(session, "remove " + path.getFileName());
            }
        }
    }
}
