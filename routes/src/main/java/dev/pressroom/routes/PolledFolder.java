package dev.pressroom.routes;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * One SFTP folder that is polled: which of its files count, and what surrounds a poll. Each poll takes the secrets as they are then and is
 * cut at its deadline; what it did not get to, the next one does.
 */
@SuppressWarnings("rawtypes") // as Camel declares its remote files
final class PolledFolder extends PolledLane implements GenericFileFilter<SftpRemoteFile> {

    /** Separators, and what the client reads as a wildcard. */
    private static final Pattern UNSAFE = Pattern.compile("[\\\\/*?\\[\\]]");

    private final SftpAccess access;
    private final WatchedSocket socket;
    private final Predicate<String> wanted;
    private final long largest;
    private final @Nullable SftpSessions sessions;
    private final Growth growth;
    private boolean entered;

    /**
     * @param sessions those of the printer, which a poll must leave within its limit; null when nobody else has any there
     * @param growth tells files that are still written
     */
    PolledFolder(Lane lane, SftpAccess access, WatchedSocket socket, Predicate<String> wanted, long largest,
            @Nullable SftpSessions sessions, Growth growth) {
        super(lane);
        this.sessions = sessions;
        this.growth = growth;
        this.access = access;
        this.socket = socket;
        this.wanted = wanted;
        this.largest = largest;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (sessions != null && !enter(sessions)) {
            return false; // the next poll tries again
        }
        growth.begin();
        socket.arm(access.limit());
        access.unlock(((SftpEndpoint) endpoint).getConfiguration());
        return super.begin(consumer, endpoint);
    }

    private boolean enter(SftpSessions ours) {
        try {
            entered = ours.enter(access.limit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entered = false;
        }
        return entered;
    }

    private void leave() {
        if (entered && sessions != null) {
            entered = false;
            sessions.leave();
        }
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        socket.disarm();
        leave();
        super.commit(consumer, endpoint, polledMessages);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        socket.disarm();
        socket.close(); // the next poll logs in anew
        leave();
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    @Override
    public boolean accept(GenericFile<SftpRemoteFile> file) {
        String name = file.getFileNameOnly();
        if (!wanted.test(name)) {
            return false;
        }
        if (UNSAFE.matcher(name).find()) {
            failed("file '" + name + "' stays where it is: paths cannot carry its name safely; ask for another one");
            return false;
        }
        if (file.getFileLength() > largest) {
            failed("file '" + name + "' stays where it is: " + file.getFileLength() + " bytes are more than the limit of " + largest);
            return false;
        }
        return growth.ended(name, file.getFileLength(), file.getLastModified());
    }

    @Override
    String describe(Throwable failure) {
        return socket.expired() ? "poll not done after " + access.limit().toMillis() + " ms, session cut" : super.describe(failure);
    }
}
