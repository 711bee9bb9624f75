package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what is kept longer than a policy says. Each method counts when {@code dry} and changes nothing; repeating it removes nothing more. Ids, facts
 * and quantities stay.
 */
public final class Expiry {

    private static final DateTimeFormatter PARTITION = DateTimeFormatter.ofPattern("'tracking_events_'uuuu_MM");

    private final JdbcClient jdbc;

    public Expiry(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Clears names, streets and contacts of orders that were closed before; the country stays. */
    public long addresses(Instant before, boolean dry) {
        String old = """
            FROM orders WHERE orders.order_id = addresses.order_id AND orders.closed_at < :before AND addresses.name <> ''
            """;
        return dry
                ? count("SELECT count(*) FROM addresses WHERE EXISTS (SELECT " + old + ")", before)
                : jdbc.sql(
                        """
                            UPDATE addresses SET name = '', company = NULL, line1 = '', line2 = NULL, postal_code = '', city = '', state = NULL, email = NULL,
                                                 phone = NULL
                            """ + old)
                        .param("before", before.atOffset(UTC)).update();
    }

    /** Deletes raw messages that were received before and are read. */
    public long messages(Instant before, boolean dry) {
        return delete("messages WHERE received_at < :before AND state IN ('DECODED', 'DONE')", before, dry);
    }

    /** Clears the raw text of rejected rows of files that were found before; line and reason stay. */
    public long rejects(Instant before, boolean dry) {
        String old = "FROM tracking_files file WHERE file.file_id = rejects.file_id AND file.found_at < :before AND rejects.raw IS NOT NULL";
        return dry
                ? count("SELECT count(*) FROM rejects WHERE EXISTS (SELECT " + old + ")", before)
                : jdbc.sql("UPDATE rejects SET raw = NULL " + old).param("before", before.atOffset(UTC)).update();
    }

    /** Drops the months of tracking events that ended before, as whole partitions. Returns the number of months. */
    public long events(Instant before, boolean dry) {
        LocalDate first = LocalDate.ofInstant(before, UTC).withDayOfMonth(1);
        String horizon = PARTITION.format(first);
        List<String> months = jdbc.sql("""
            SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'tracking_events'::regclass ORDER BY 1
            """).query(String.class).list().stream().filter(name -> name.substring(name.lastIndexOf('.') + 1).compareTo(horizon) < 0)
                .toList();
        if (!dry && !months.isEmpty()) {
            jdbc.sql("INSERT INTO dropped_events (before) VALUES (:first) ON CONFLICT DO NOTHING")
                    .param("first", first.atStartOfDay().atOffset(UTC)).update();
            months.forEach(month -> jdbc.sql("DROP TABLE " + month).update());
        }
        return months.size();
    }

    /** Hashes of the carrier's files that were loaded to their end before: these bytes may go from the drop. */
    public List<String> loadedFiles(String carrier, Instant before) {
        return jdbc.sql("SELECT content_hash FROM tracking_files WHERE carrier = :carrier AND state = 'LOADED' AND loaded_at < :before")
                .param("carrier", carrier).param("before", before.atOffset(UTC)).query(String.class).list();
    }

    private long delete(String what, Instant before, boolean dry) {
        return dry
                ? count("SELECT count(*) FROM " + what, before)
                : jdbc.sql("DELETE FROM " + what).param("before", before.atOffset(UTC)).update();
    }

    private long count(String sql, Instant before) {
        return jdbc.sql(sql).param("before", before.atOffset(UTC)).query(Long.class).single();
    }
}
