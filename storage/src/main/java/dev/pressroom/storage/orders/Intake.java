package dev.pressroom.storage.orders;

import dev.pressroom.orders.Address;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The door for orders: an order, its address and its {@code OrderPlaced} are stored in one transaction, and queued for the relay. Idempotent
 * by order id; of two at the same moment one is {@code Placed} and the other waits for it.
 */
public final class Intake {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public Intake(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public Placement place(NewOrder order) {
        return transactions.execute(_ -> {
            if (!insertOrder(order)) {
                return before(order);
            }
            insertItems(order);
            insertAddress(order);
            insertFact(order);
            return new Placement.Placed(placedAt(order));
        });
    }

    private boolean insertOrder(NewOrder order) {
        return jdbc.sql("""
            INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, updated_at)
            VALUES (:order, :shop, :service, :country, :hash, :by, :at, :at)
            ON CONFLICT (order_id) DO NOTHING
            """).param("order", order.orderId()).param("shop", order.shop()).param("service", order.service().name())
                .param("country", order.shipTo().country()).param("hash", order.contentHash()).param("by", order.placedBy())
                .param("at", Timestamp.from(order.placedAt())).update() == 1;
    }

    private Placement before(NewOrder order) {
        return jdbc.sql("SELECT placed_at FROM orders WHERE order_id = :order AND shop = :shop AND content_hash = :hash")
                .param("order", order.orderId()).param("shop", order.shop()).param("hash", order.contentHash()).query(Timestamp.class)
                .optional().<Placement>map(at -> new Placement.Same(at.toInstant())).orElseGet(Placement.Different::new);
    }

    private void insertItems(NewOrder order) {
        int position = 0;
        for (NewOrder.Item item : order.items()) {
            jdbc.sql("""
                INSERT INTO order_items (order_id, item_id, position, product, quantity, photos, design)
                VALUES (:order, :item, :position, :product, :quantity, CAST(:photos AS jsonb), CAST(:design AS jsonb))
                """).param("order", order.orderId()).param("item", item.itemId()).param("position", ++position)
                    .param("product", item.product()).param("quantity", item.quantity()).param("photos", item.photos())
                    .param("design", item.design()).update();
        }
    }

    private void insertAddress(NewOrder order) {
        Address to = order.shipTo();
        jdbc.sql("""
            INSERT INTO addresses (order_id, version, name, company, line1, line2, postal_code, city, state, country, email, phone,
              created_at)
            VALUES (:order, 1, :name, :company, :line1, :line2, :postalCode, :city, :state, :country, :email, :phone, :at)
            """)
                .param("order", order.orderId()).param("name", to.name()).param("company", to.company()).param("line1", to.line1())
                .param("line2", to.line2()).param("postalCode", to.postalCode()).param("city", to.city()).param("state", to.state())
                .param("country", to.country()).param("email", to.email()).param("phone", to.phone())
                .param("at", Timestamp.from(order.placedAt())).update();
    }

    private void insertFact(NewOrder order) {
        Timestamp at = Timestamp.from(order.placedAt());
        jdbc.sql("""
            INSERT INTO facts (source, event_key, order_id, name, payload, occurred_at, received_at, state)
            VALUES (:source, :order, :order, 'OrderPlaced', CAST(:payload AS jsonb), :at, :at, 'NEW')
            """).param("source", NewOrder.source(order.shop())).param("order", order.orderId()).param("payload", order.fact())
                .param("at", at).update();
        // A row that is there already may be leased: its due time is the relay's.
        jdbc.sql("""
            INSERT INTO relay_queue (order_id, due_at) VALUES (:order, :at)
            ON CONFLICT (order_id) DO UPDATE SET seq = relay_queue.seq + 1
            """).param("order", order.orderId()).param("at", at).update();
    }

    /** As the record rounds it, so that the first answer equals the later ones. */
    private Instant placedAt(NewOrder order) {
        return jdbc.sql("SELECT placed_at FROM orders WHERE order_id = ?").param(order.orderId()).query(Timestamp.class).single()
                .toInstant();
    }
}
