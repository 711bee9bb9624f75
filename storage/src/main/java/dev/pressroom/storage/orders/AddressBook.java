package dev.pressroom.storage.orders;

import dev.pressroom.orders.Address;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Versions of where an order goes. Personal data. A version is used only once the order's process says so. */
public final class AddressBook {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public AddressBook(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Stores an address that a command brings, or finds it; returns its version. Empty when that command brought another address before. */
    public Optional<Integer> store(String orderId, String commandId, Address to, Instant at) {
        return transactions.execute(_ -> {
            // One at a time for an order: versions have no gaps.
            jdbc.sql("SELECT order_id FROM orders WHERE order_id = ? FOR UPDATE").param(orderId).query(String.class).single();
            address("""
                INSERT INTO addresses (order_id, version, command_id, name, company, line1, line2, postal_code, city, state, country, email,
                  phone, created_at)
                SELECT :order, max(version) + 1, :command, :name, :company, :line1, :line2, :postalCode, :city, :state, :country, :email,
                  :phone, :at
                FROM addresses WHERE order_id = :order
                ON CONFLICT (order_id, command_id) DO NOTHING
                """, orderId, commandId, to).param("at", Timestamp.from(at)).update();
            return address("""
                SELECT version FROM addresses WHERE order_id = :order AND command_id = :command
                  AND (name, company, line1, line2, postal_code, city, state, country, email, phone) IS NOT DISTINCT FROM
                    (:name::text, :company::text, :line1::text, :line2::text, :postalCode::text, :city::text, :state::text, :country::text,
                     :email::text, :phone::text)
                """, orderId, commandId, to).query(Integer.class).optional();
        });
    }

    private JdbcClient.StatementSpec address(String sql, String orderId, String commandId, Address to) {
        return jdbc.sql(sql).param("order", orderId).param("command", commandId).param("name", to.name()).param("company", to.company())
                .param("line1", to.line1()).param("line2", to.line2()).param("postalCode", to.postalCode()).param("city", to.city())
                .param("state", to.state()).param("country", to.country()).param("email", to.email()).param("phone", to.phone());
    }
}
