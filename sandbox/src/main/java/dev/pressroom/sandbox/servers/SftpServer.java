package dev.pressroom.sandbox.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/**
 * An SFTP server (Apache MINA SSHD) whose users each see a folder of their own.
 *
 * <p>The host key is made once and kept in the state folder, so that clients which pin it go on after a restart. Guests may come
 * and go while the server runs: a printer that is switched off is one whose login is refused.
 */
public final class SftpServer implements AutoCloseable {
    private record Guest(SftpLogin login, Predicate<String> cutsAfterRenameTo) {}

    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final VirtualFileSystemFactory homes = new VirtualFileSystemFactory();
    private final SimpleGeneratorHostKeyProvider hostKey;
    private final String host;
    private int port;
    private @Nullable SshServer server;

    /** Listens on the port after {@link #start}; port 0 takes a free one and keeps it. */
    public SftpServer(Path stateFolder, String host, int port) {
        this.host = host;
        this.port = port;
        hostKey = new SimpleGeneratorHostKeyProvider(stateFolder.resolve("host-key"));
        hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
        hostKey.setKeySize(256);
    }

    public void start() {
        try {
            Files.createDirectories(hostKey.getPath().toAbsolutePath().getParent());
            var sshd = SshServer.setUpDefaultServer();
            sshd.setHost(host);
            sshd.setPort(port);
            sshd.setKeyPairProvider(hostKey);
            sshd.setPasswordAuthenticator((user, password, session) -> knowsPassword(user, password));
            sshd.setPublickeyAuthenticator((user, key, session) -> knowsKey(user, key, session));
            sshd.setFileSystemFactory(homes);
            // Else each answer may wait 40 ms for the other side's acknowledgement.
            CoreModuleProperties.TCP_NODELAY.set(sshd, true);
            var sftp = new SftpSubsystemFactory.Builder().build();
            sftp.addSftpEventListener(new CutsAfterRename());
            sshd.setSubsystemFactories(List.of(sftp));
            sshd.start();
            port = sshd.getPort();
            server = sshd;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The SFTP server cannot listen on %s:%d (%s): free that port or configure another.".formatted(host, port,
                            e.getMessage()),
                    e);
        }
    }

    /** Lets a user in; the folder is made when it is not there. */
    public void admit(SftpLogin login, Path home) {
        admit(login, home, path -> false);
    }

    /** Lets a user in whose session is cut, without an answer, after a rename to a path for which the predicate holds. */
    public void admit(SftpLogin login, Path home, Predicate<String> cutsAfterRenameTo) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        homes.setUserHomeDir(login.user(), home.toAbsolutePath());
        guests.put(login.user(), new Guest(login, cutsAfterRenameTo));
    }

    /** Refuses the user from now on; running sessions end by themselves. */
    public void dismiss(String user) {
        guests.remove(user);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** The line for a client's known_hosts file. */
    public String knownHostsLine() {
        KeyPair pair = hostKey.loadKeys(null).getFirst();
        String name = port == 22 ? host : "[%s]:%d".formatted(host, port);
        return name + " " + PublicKeyEntry.toString(pair.getPublic());
    }

    private boolean knowsPassword(String user, String password) {
        Guest guest = guests.get(user);
        return guest != null && password.equals(guest.login().password());
    }

    private boolean knowsKey(String user, PublicKey offered, SessionContext session) {
        Guest guest = guests.get(user);
        if (guest == null || guest.login().publicKey() == null) {
            return false;
        }
        try {
            PublicKey known = AuthorizedKeyEntry.parseAuthorizedKeyEntry(guest.login().publicKey())
                    .resolvePublicKey(session, PublicKeyEntryResolver.FAILING);
            return KeyUtils.compareKeys(known, offered);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The public key of SFTP login " + user + " cannot be read: give one line as in authorized_keys.", e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            try {
                server.stop(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = null;
        }
    }

    /** Closes the socket between the rename and its answer, which is how a real break after the commit looks to the client. */
    private final class CutsAfterRename implements SftpEventListener {
        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, @Nullable Throwable thrown)
                throws IOException {
            Guest guest = guests.get(session.getUsername());
            if (thrown == null && guest != null && guest.cutsAfterRenameTo().test(to.toString())) {
                session.getIoSession().close(true);
                throw new IOException("Connection cut on purpose after the rename to " + to);
            }
        }
    }
}
