package dev.pressroom.routes;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with one SFTP printer: never more than it allows, and each kept a while for the next job, since logging in takes longer than
 * most jobs. Jobs never wait for a session; the poller of its status folder does, and comes before them. Safe for many threads.
 */
final class SftpSessions implements AutoCloseable {

    /** Shorter than servers and firewalls in between have patience. */
    private static final Duration KEPT = Duration.ofSeconds(20);

    private final SftpAccess access;
    private final int most;
    private final Watchdog watchdog;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private int open;
    private int pollersWaiting;
    private boolean closed;

    private record Idle(SftpSession session, Future<?> end) {}

    /** What is done in a folder, given the files that are there and their sizes. */
    interface Work {
        void in(SftpSession session, Map<String, Long> there) throws Exception;
    }

    /** @param most how many may be open at once, at least 1 */
    SftpSessions(SftpAccess access, int most, Watchdog watchdog) {
        this.access = access;
        this.most = most;
        this.watchdog = watchdog;
    }

    /** Lists the folder and does the work, all within the access's limit; a session that proves dead before anything was done is replaced. */
    void visit(CamelContext camel, String folder, Work work) throws Exception {
        SftpSession session = borrow();
        boolean healthy = false;
        try {
            Map<String, Long> there = session == null ? null : listed(session, folder);
            if (session == null || there == null) {
                session = access.open(camel, new WatchedSocket(watchdog));
                there = session.sizes(folder);
            }
            work.in(session, there);
            healthy = true;
        } catch (Exception e) {
            throw session != null && session.expired()
                    ? new IOException("not done after " + access.limit().toMillis() + " ms, session cut", e)
                    : e;
        } finally {
            giveBack(session, healthy);
        }
    }

    /** Null when the session is dead; it is closed then. */
    private @Nullable Map<String, Long> listed(SftpSession session, String folder) {
        session.arm(access.limit());
        try {
            return session.sizes(folder);
        } catch (GenericFileOperationFailedException e) {
            if (session.expired() || SftpSession.answered(e) >= 0) {
                throw e;
            }
            session.close();
            return null;
        }
    }

    /** An idle session, or null for a new one to be opened. */
    private @Nullable SftpSession borrow() throws LaneFull {
        lock.lock();
        try {
            Idle first = idle.pollLast();
            if (first != null) {
                first.end().cancel(false);
                return first.session();
            }
            if (closed || open + pollersWaiting >= most) {
                throw new LaneFull("all " + most + " sessions that this instance may have are in use");
            }
            open++;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(@Nullable SftpSession session, boolean healthy) {
        lock.lock();
        try {
            if (session != null && healthy && !closed && pollersWaiting == 0) {
                session.rest();
                idle.addLast(new Idle(session, watchdog.after(KEPT, () -> end(session))));
                return;
            }
        } finally {
            lock.unlock();
        }
        if (session != null) {
            session.close();
        }
        leave();
    }

    private void end(SftpSession session) {
        lock.lock();
        try {
            if (!idle.removeIf(kept -> kept.session() == session)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        session.close();
        leave();
    }

    /** Makes room for a session that somebody else opens, waiting for it; false when there was none in time. */
    boolean enter(Duration within) throws InterruptedException {
        Idle ended;
        lock.lock();
        try {
            pollersWaiting++;
            long left = within.toNanos();
            while (open >= most && idle.isEmpty() && left > 0) {
                left = freed.awaitNanos(left);
            }
            pollersWaiting--;
            ended = open >= most ? idle.pollFirst() : null;
            if (open >= most && ended == null) {
                return false;
            }
            open += ended == null ? 1 : 0;
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.end().cancel(false);
            ended.session().close();
        }
        return true;
    }

    /** A session is gone. */
    void leave() {
        lock.lock();
        try {
            open--;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        for (Idle kept = next(); kept != null; kept = next()) {
            kept.end().cancel(false);
            kept.session().close();
            leave();
        }
    }

    private @Nullable Idle next() {
        lock.lock();
        try {
            return idle.pollFirst();
        } finally {
            lock.unlock();
        }
    }
}
