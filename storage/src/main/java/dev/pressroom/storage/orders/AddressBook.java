package dev.pressroom.storage.orders;

import dev.pressroom.orders.Address;
import java.sql.Timestamp;
import java.time.Instant;
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

    /** Stores an address that a command brings, or finds it as that command brought it first; returns its version. */
    public int store(String orderId, String commandId, Address to, Instant at) {
        return transactions.execute(_ -> {
            // One at a time for an order: versions have no gaps.
            jdbc.sql("SELECT order_id FROM orders WHERE order_id = ? FOR UPDATE").param(orderId).query(String.class).single();
            jdbc.sql("""
                INSERT INTO addresses (order_id, version, command_id, name, company, line1, line2, postal_code, city, state, country, email,
                  phone, created_at)
                SELECT :order, max(version) + 1, :command, :name, :company, :line1, :line2, :postalCode, :city, :state, :country, :email,
                  :phone, :at
                FROM addresses WHERE order_id = :order
                ON CONFLICT (order_id, command_id) DO NOTHING
                """).param("order", orderId).param("command", commandId).param("name", to.name()).param("company", to.company())
                    .param("line1", to.line1()).param("line2", to.line2()).param("postalCode", to.postalCode()).param("city", to.city())
                    .param("state", to.state()).param("country", to.country()).param("email", to.email()).param("phone", to.phone())
                    .param("at", Timestamp.from(at)).update();
            return jdbc.sql("SELECT version FROM addresses WHERE order_id = ? AND command_id = ?").params(orderId, commandId)
                    .query(Integer.class).single();
        });
    }
}
