package dev.pressroom.app.workers;

import dev.pressroom.orders.JobKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call for a job at a time, over all instances: advisory locks that end with the process, whatever kills it. All of an instance's locks are
 * held by one connection, so that calls which hang at a printer use up no others.
 */
public final class JobLocks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobLocks.class);
    private static final int ANSWER_WITHIN_SECONDS = 5;

    private final DataSource dataSource;
    private final Set<String> held = new TreeSet<>();
    private @Nullable Connection connection;

    public JobLocks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** False when a call for the job is under way, here or elsewhere; throws when the record cannot be asked. */
    synchronized boolean acquire(JobKey job) {
        if (held.contains(job.toString())) {
            return false;
        }
        try {
            boolean free = run("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", job.toString());
            if (free) {
                held.add(job.toString());
            }
            return free;
        } catch (SQLException e) {
            forget();
            throw new IllegalStateException("no connection to the record for " + job, e);
        }
    }

    synchronized void release(JobKey job) {
        if (held.remove(job.toString())) {
            try {
                run("SELECT pg_advisory_unlock(hashtextextended(?, 0))", job.toString());
            } catch (SQLException e) {
                // The lock ended with the connection.
                LOG.warn("the connection that holds the locks of {} jobs broke: {}", held.size() + 1, e.getMessage());
                forget();
            }
        }
    }

    private boolean run(String sql, String job) throws SQLException {
        try (PreparedStatement statement = open().prepareStatement(sql)) {
            statement.setQueryTimeout(ANSWER_WITHIN_SECONDS);
            statement.setString(1, job);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = dataSource.getConnection();
            connection = open;
            for (String job : held) {
                if (!run("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", job)) {
                    LOG.warn("job {} is worked on by two instances after the connection to the record broke; the ledger decides", job);
                }
            }
        }
        return open;
    }

    private void forget() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            // It goes back to a pool: what it held must not stay with it.
            try (Statement statement = broken.createStatement()) {
                statement.execute("SELECT pg_advisory_unlock_all()");
                broken.close();
            } catch (SQLException e) {
                LOG.debug("the connection that held the locks is broken", e);
                abort(broken);
            }
        }
    }

    private static void abort(Connection broken) {
        try {
            broken.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("the connection that held the locks is gone", e);
        }
    }

    @Override
    public synchronized void close() {
        forget();
    }
}
