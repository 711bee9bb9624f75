package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Parcels that became known after their first scans: raises them and tells the facts that were not told then. Repeating it changes nothing.
 *
 * <p>Called by whoever creates a parcel, in that transaction, so that facts come at once; and as a sweep by the next reconciliation, because a
 * chunk and the creation of its parcel, both uncommitted, do not see each other.
 */
public final class LateParcels {

    private static final int BATCH = 5_000;

    private static final String TELL = """
        WITH fresh AS (
            SELECT * FROM tracking_events WHERE carrier = :carrier AND number = ANY(:numbers)
        )
        """ + Telling.REST;

    private final JdbcClient jdbc;

    public LateParcels(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Tells what the record already holds about one parcel, in the caller's transaction, after the parcel was inserted; returns the number of new facts. */
    public long tell(String carrier, String number, Instant receivedAt) {
        return tell(carrier, List.of(number), receivedAt);
    }

    /**
     * Does the same for parcels that no sweep has seen, some thousands at a time, each call in its own transaction. The caller holds the carrier's
     * lock: while no file of the carrier is being loaded, every event is either visible here or will see the parcel.
     */
    public Swept sweep(String carrier, Instant receivedAt) {
        List<String> numbers = jdbc.sql("""
            UPDATE parcels SET swept = true
            WHERE (carrier, number, label_window) IN (
                SELECT carrier, number, label_window FROM parcels WHERE carrier = :carrier AND NOT swept LIMIT :batch)
            RETURNING number
            """).param("carrier", carrier).param("batch", BATCH).query(String.class).list();
        return new Swept(numbers.size() < BATCH, numbers.isEmpty() ? 0 : tell(carrier, numbers, receivedAt));
    }

    /** @param complete no parcel is left */
    public record Swept(boolean complete, long facts) {}

    private long tell(String carrier, List<String> parcels, Instant receivedAt) {
        List<String> numbers = new ArrayList<>(parcels);
        numbers.addAll(jdbc.sql("SELECT number FROM parcel_aliases WHERE carrier = :carrier AND original = ANY(:parcels)")
                .param("carrier", carrier).param("parcels", parcels.toArray(String[]::new)).query(String.class).list());
        return jdbc.sql(TELL).param("carrier", carrier).param("numbers", numbers.toArray(String[]::new))
                .param("receivedAt", receivedAt.atOffset(UTC)).param("receivedText", receivedAt.toString()).query(Scans.Added.class)
                .single().facts();
    }
}
