package dev.pressroom.storage.tracking;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.storage.Database;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A record of scans of carrier {@code c} to try things on; all its times are UTC. */
final class Scanned {

    static final Instant NOW = Instant.parse("2026-01-01T02:00:00Z");

    final DataSource source = pool(Database.fresh());
    final JdbcClient jdbc = JdbcClient.create(source);
    final LateParcels late = new LateParcels(source);
    private final DataSourceTransactionManager manager = new DataSourceTransactionManager(source);
    final TransactionTemplate transactions = new TransactionTemplate(manager);
    private Scans scans = new Scans(source, manager);

    private static DataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.source());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    /** A scan whose code is its status. */
    static Scan scan(String number, String at, String status, @Nullable String replaces) {
        LocalDateTime said = LocalDateTime.parse(at);
        int rank = switch (status) {
            case "IN_TRANSIT" -> 20;
            case "DELAYED" -> 50;
            case "DELIVERED" -> 110;
            case "RETURNING" -> 120;
            default -> 0;
        };
        String fact = switch (status) {
            case "DELAYED" -> "ParcelDelayed";
            case "DELIVERED" -> "ParcelDelivered";
            case "RETURNING" -> "ParcelReturning";
            default -> null;
        };
        return new Scan(1, number, said, at, status, "0512", said.toInstant(ZoneOffset.UTC), "UTC", status, rank, fact, null, null,
                replaces);
    }

    void empty() {
        for (String table : List.of("parcels", "tracking_events", "facts", "relay_queue", "parcel_aliases", "dropped_events")) {
            jdbc.sql("DELETE FROM " + table).update();
        }
        anotherProcess();
    }

    /** What this one knows of partitions is forgotten. */
    void anotherProcess() {
        scans = new Scans(source, manager);
    }

    void parcel(String number, String order, String window) {
        jdbc.sql("""
            INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment)
            VALUES ('c', :number, CAST(:window AS tstzrange), :order, 1, '1')
            """).param("number", number).param("window", window).param("order", order).update();
    }

    /** Adds them as one chunk. */
    void add(List<Scan> chunk) {
        ScanRows rows = new ScanRows();
        chunk.forEach(rows::add);
        transactions.executeWithoutResult(status -> scans.add("c", 1, rows, 0, rows.size(), NOW));
    }

    void add(Scan... chunk) {
        add(List.of(chunk));
    }

    long sweep() {
        long facts = 0;
        LateParcels.Swept swept;
        do {
            swept = transactions.execute(status -> late.sweep("c", NOW));
            facts += swept.facts();
        } while (!swept.complete());
        return facts;
    }

    Refold.Folded rebuild() {
        return transactions.execute(status -> new Refold(source).rebuild("c", NOW));
    }

    List<String> parcels() {
        return jdbc.sql("SELECT concat_ws(' ', order_id, number, status, to_char(at, 'MM-DD')) FROM parcels ORDER BY 1").query(String.class)
                .list();
    }

    List<String> facts() {
        return jdbc.sql("""
            SELECT concat_ws(' ', order_id, payload ->> 'number', name, to_char(occurred_at, 'MM-DD'), split_part(event_key, '|', 1))
            FROM facts ORDER BY 1
            """).query(String.class).list();
    }
}
