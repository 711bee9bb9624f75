package dev.pressroom.storage.artwork;

import dev.pressroom.orders.JobKey;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which print-ready files belong to which item of which job; files themselves are in the file store. */
public final class ArtworkShelf {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ArtworkShelf(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param photos JSON as ordered
     * @param design JSON as ordered; null if each photo fills a page
     */
    public record OrderedPhotos(String itemId, String product, int quantity, String photos, @Nullable String design) {}

    /** @param files JSON of the item's artwork */
    public record ItemFiles(String itemId, String files) {}

    public List<OrderedPhotos> photos(String orderId) {
        return jdbc.sql("SELECT item_id, product, quantity, photos, design FROM order_items WHERE order_id = :order ORDER BY position")
                .param("order", orderId)
                .query((row, n) -> new OrderedPhotos(row.getString(1), row.getString(2), row.getInt(3), row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** The SHA-256 of the settled form of a photo that arrived under that one. */
    public Optional<String> settled(String sourceSha256) {
        return jdbc.sql("SELECT settled_sha256 FROM settled_photos WHERE source_sha256 = :source").param("source", sourceSha256)
                .query(String.class).optional();
    }

    public void settle(String sourceSha256, String settledSha256) {
        jdbc.sql("INSERT INTO settled_photos (source_sha256, settled_sha256) VALUES (:source, :settled) ON CONFLICT DO NOTHING")
                .param("source", sourceSha256).param("settled", settledSha256).update();
    }

    /** The SHA-256 of an order's photo as it first came whole; photos count from 1. */
    public Optional<String> fetchedBefore(String orderId, String itemId, int photo) {
        return jdbc.sql("SELECT sha256 FROM fetched_photos WHERE order_id = :order AND item_id = :item AND photo = :photo")
                .param("order", orderId).param("item", itemId).param("photo", photo).query(String.class).optional();
    }

    public void keepFetched(String orderId, String itemId, int photo, String sha256) {
        jdbc.sql("""
            INSERT INTO fetched_photos (order_id, item_id, photo, sha256) VALUES (:order, :item, :photo, :sha256) ON CONFLICT DO NOTHING
            """).param("order", orderId).param("item", itemId).param("photo", photo).param("sha256", sha256).update();
    }

    /** JSON of the items of a job, as recorded. */
    public Optional<String> jobItems(JobKey key) {
        return jdbc.sql("SELECT items FROM jobs WHERE order_id = :order AND job = :job").param("order", key.orderId())
                .param("job", key.job()).query(String.class).optional();
    }

    /** JSON of the files made before under that key. */
    public Optional<String> prepared(String artworkKey) {
        return jdbc.sql("SELECT files FROM prepared_artwork WHERE artwork_key = :key").param("key", artworkKey).query(String.class)
                .optional();
    }

    public void keep(String artworkKey, String files) {
        jdbc.sql("INSERT INTO prepared_artwork (artwork_key, files, prepared_at) VALUES (:key, :files::jsonb, :now) ON CONFLICT DO NOTHING")
                .param("key", artworkKey).param("files", files).param("now", Timestamp.from(clock.instant())).update();
    }

    public void assign(JobKey key, String printerId, String itemId, String artworkKey) {
        jdbc.sql("""
            INSERT INTO job_artwork (order_id, job, printer_id, item_id, artwork_key) VALUES (:order, :job, :printer, :item, :key)
            ON CONFLICT (order_id, job, printer_id, item_id) DO UPDATE SET artwork_key = excluded.artwork_key
            """).param("order", key.orderId()).param("job", key.job()).param("printer", printerId).param("item", itemId)
                .param("key", artworkKey).update();
    }

    /**
     * Gives a reprint the very files of the job that it prints again, where that one had them for the same printer; answers whether all of its
     * items have files now.
     */
    public boolean adopt(JobKey key, String printerId, int items) {
        jdbc.sql("""
            INSERT INTO job_artwork (order_id, job, printer_id, item_id, artwork_key)
            SELECT a.order_id, j.job, a.printer_id, a.item_id, a.artwork_key
            FROM jobs j JOIN job_artwork a ON a.order_id = j.order_id AND a.job = j.reprint_of
            JOIN jsonb_to_recordset(j.items) AS i (item text) ON i.item = a.item_id
            WHERE j.order_id = :order AND j.job = :job AND a.printer_id = :printer
            ON CONFLICT DO NOTHING
            """).param("order", key.orderId()).param("job", key.job()).param("printer", printerId).update();
        return items > 0 && items == jdbc
                .sql("""
                    SELECT count(*) FROM jobs j JOIN job_artwork a ON a.order_id = j.order_id AND a.job = j.job
                    WHERE j.order_id = :order AND j.job = :job AND a.printer_id = :printer AND j.reprint_of IS NOT NULL
                    """).param("order", key.orderId()).param("job", key.job()).param("printer", printerId).query(Integer.class).single();
    }

    /** The files of a job at a printer, in the order of the order's items. */
    public List<ItemFiles> files(JobKey key, String printerId) {
        return jdbc.sql("""
            SELECT a.item_id, p.files FROM job_artwork a JOIN prepared_artwork p USING (artwork_key)
            JOIN order_items i ON i.order_id = a.order_id AND i.item_id = a.item_id
            WHERE a.order_id = :order AND a.job = :job AND a.printer_id = :printer ORDER BY i.position
            """).param("order", key.orderId()).param("job", key.job()).param("printer", printerId)
                .query((row, n) -> new ItemFiles(row.getString(1), row.getString(2))).list();
    }
}
