package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
        """ + Telling.AGAIN;

    private final JdbcClient jdbc;

    public LateParcels(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Tells what the record already holds about one parcel, in the caller's transaction, after the parcel was inserted; returns the number of new facts. */
    public long tell(String carrier, String number, Instant receivedAt) {
        return tell(carrier, related(carrier, List.of(number)), receivedAt);
    }

    /**
     * Does the same for parcels that no sweep has seen and for relabelled ones that something was told of since, some thousands at a time, each call in
     * its own transaction. The caller holds the carrier's lock: while no file of the carrier is being loaded, every event is either visible here or will
     * see the parcel. Relabelled parcels are folded from the beginning, since a scan may turn out to be another parcel's.
     */
    public Swept sweep(String carrier, Instant receivedAt) {
        List<String> parcels = jdbc.sql("""
            UPDATE parcels SET swept = true
            WHERE (carrier, number, label_window) IN (
                SELECT carrier, number, label_window FROM parcels WHERE carrier = :carrier AND NOT swept LIMIT :batch)
            RETURNING number
            """).param("carrier", carrier).param("batch", BATCH).query(String.class).list();
        List<String> relabelled = jdbc.sql("""
            UPDATE parcel_aliases SET swept = true
            WHERE (carrier, number, original, at) IN (
                SELECT carrier, number, original, at FROM parcel_aliases WHERE carrier = :carrier AND NOT swept LIMIT :batch)
            RETURNING number
            """).param("carrier", carrier).param("batch", BATCH).query(String.class).list();
        String[] numbers = related(carrier, Stream.concat(parcels.stream(), relabelled.stream()).toList());
        if (numbers.length > 0) {
            jdbc.sql(Telling.RESET + """
                AND number = ANY(:numbers) AND number IN (SELECT number FROM parcel_aliases WHERE carrier = :carrier
                                                          UNION SELECT original FROM parcel_aliases WHERE carrier = :carrier)
                """).param("carrier", carrier).param("numbers", numbers).update();
        }
        return new Swept(parcels.size() < BATCH && relabelled.size() < BATCH, numbers.length == 0 ? 0 : tell(carrier, numbers, receivedAt));
    }

    /** @param complete no parcel is left */
    public record Swept(boolean complete, long facts) {}

    /** The numbers, and all that rows ever connected them with. */
    private String[] related(String carrier, List<String> numbers) {
        return jdbc.sql("""
            WITH RECURSIVE related (number) AS (
                SELECT unnest(CAST(:numbers AS text[])) COLLATE "C"
                UNION
                SELECT other.number FROM related CROSS JOIN LATERAL (
                    SELECT original AS number FROM parcel_aliases WHERE carrier = :carrier AND number = related.number
                    UNION ALL
                    SELECT number FROM parcel_aliases WHERE carrier = :carrier AND original = related.number) other
            )
            SELECT number FROM related
            """).param("carrier", carrier).param("numbers", numbers.toArray(String[]::new)).query(String.class).list()
                .toArray(String[]::new);
    }

    private long tell(String carrier, String[] numbers, Instant receivedAt) {
        return jdbc.sql(TELL).param("carrier", carrier).param("numbers", numbers)
                .param("receivedAt", receivedAt.atOffset(UTC)).param("receivedText", receivedAt.toString()).query(Scans.Added.class)
                .single().facts();
    }
}
