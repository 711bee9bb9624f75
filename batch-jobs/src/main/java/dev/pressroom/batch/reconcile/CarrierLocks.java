package dev.pressroom.batch.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * PostgreSQL's advisory locks, one per carrier, held by one connection until closed or until the process dies. A lock that is lost with its connection
 * is harmless: the ledger's compare-and-set lets one run win.
 */
final class CarrierLocks implements AutoCloseable {

    private final Connection connection;
    private final SortedSet<String> held = new TreeSet<>();

    private CarrierLocks(Connection connection) {
        this.connection = connection;
    }

    /** Takes the locks that are free, without waiting. */
    static CarrierLocks take(DataSource dataSource, Collection<String> carriers) throws SQLException {
        CarrierLocks locks = new CarrierLocks(dataSource.getConnection());
        for (String carrier : carriers) {
            if (locks.call("SELECT pg_try_advisory_lock(hashtextextended('pressroom/reconcile/' || ?, 0))", carrier)) {
                locks.held.add(carrier);
            }
        }
        return locks;
    }

    SortedSet<String> held() {
        return held;
    }

    private boolean call(String sql, String carrier) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, carrier);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            for (String carrier : held) {
                call("SELECT pg_advisory_unlock(hashtextextended('pressroom/reconcile/' || ?, 0))", carrier);
            }
        }
    }
}
