package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Result.LoadedFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the record says about a run, for its report. */
record Findings(List<StatusCount> newStatuses, List<CodeCount> unmapped, List<Stray> deliveredNeverAnnounced,
        List<Stray> announcedNeverScanned,
        List<Punctuality> punctuality, List<StatusCount> parcels) {

    /** Strays are listed up to this number; the page says so. */
    static final int MOST = 500;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    record StatusCount(String carrier, String status, long count) {}

    record CodeCount(String carrier, String code, long rows) {}

    /** A parcel that only one side knows. */
    record Stray(String carrier, String number, @Nullable String orderId, String since) {}

    /**
     * Deliveries of the last 90 days that had a promise.
     *
     * @param printer hours before the carrier had the parcel, the median; {@code carrierHours} those after
     * @param byPrinter late ones that had been in time if the printer had taken its median time
     * @param byCarrier the same of the carrier
     * @param byEither either of them alone would have saved it
     * @param byPromise neither alone would have: both were slow, or the promise was too early
     */
    record Punctuality(String printer, String carrier, long delivered, long late, long printerHours, long carrierHours, long byPrinter,
            long byCarrier, long byEither, long byPromise) {}

    static Findings of(JdbcClient jdbc, List<LoadedFile> files) {
        Long[] loaded = files.stream().filter(LoadedFile::told).map(file -> file.seen().entry().fileId()).toArray(Long[]::new);
        String[] carriers = files.stream().map(file -> file.seen().file().carrier().id()).distinct().toArray(String[]::new);
        return new Findings(newStatuses(jdbc, loaded), unmapped(files), deliveredNeverAnnounced(jdbc, loaded),
                announcedNeverScanned(jdbc, carriers), punctuality(jdbc),
                jdbc.sql("SELECT carrier, status, count(*) AS count FROM parcels GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2")
                        .query(StatusCount.class).list());
    }

    private static List<StatusCount> newStatuses(JdbcClient jdbc, Long[] loaded) {
        return jdbc.sql("""
            SELECT carrier, status, count(*) AS count FROM tracking_events WHERE file_id = ANY(:files) GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
            """).param("files", loaded).query(StatusCount.class).list();
    }

    /** The run's events are read first and once, in the order of the disk: an index on their file would cost each chunk, and the order of keys reads all months at random. */
    private static List<Stray> deliveredNeverAnnounced(JdbcClient jdbc, Long[] loaded) {
        return jdbc.sql("""
            WITH delivered AS MATERIALIZED (
                SELECT carrier, number, occurred_at FROM tracking_events WHERE file_id = ANY(:files) AND status = 'DELIVERED'
            )
            SELECT carrier, number, CAST(NULL AS text) AS order_id, to_char(min(occurred_at), 'YYYY-MM-DD') AS since
            FROM delivered
            WHERE NOT EXISTS (SELECT FROM parcels WHERE parcels.carrier = delivered.carrier AND parcels.number = delivered.number
                                                    AND parcels.label_window @> delivered.occurred_at)
              AND ((carrier, number) NOT IN (SELECT carrier, number FROM parcel_aliases)
                   OR NOT EXISTS (SELECT FROM relabelled_parcel(delivered.carrier, delivered.number, delivered.occurred_at)))
            GROUP BY carrier, number ORDER BY carrier, number LIMIT :most
            """).param("files", loaded).param("most", MOST).query(Stray.class).list();
    }

    /** Of carriers whose files the run saw: of others nobody can say what was scanned. */
    private static List<Stray> announcedNeverScanned(JdbcClient jdbc, String[] carriers) {
        return jdbc.sql("""
            SELECT parcels.carrier, parcels.number, parcels.order_id, to_char(shipments.shipped_at, 'YYYY-MM-DD') AS since
            FROM parcels JOIN shipments ON shipments.order_id = parcels.order_id AND shipments.job = parcels.job
                                       AND shipments.shipment = parcels.shipment AND NOT shipments.voided
            WHERE parcels.carrier = ANY(:carriers) AND parcels.at IS NULL
              AND shipments.shipped_at BETWEEN now() - interval '60 days' AND now() - interval '2 days'
              AND NOT EXISTS (
                  SELECT FROM numbers_of(parcels) AS had (number)
                  JOIN tracking_events event ON event.carrier = parcels.carrier AND event.number = had.number
                  WHERE parcels.label_window @> event.occurred_at
                    AND event.said_at > CAST(lower(parcels.label_window) - interval '1 day' AS timestamp))
            ORDER BY shipments.shipped_at, parcels.carrier, parcels.number LIMIT :most
            """).param("carriers", carriers).param("most", MOST).query(Stray.class).list();
    }

    private static List<CodeCount> unmapped(List<LoadedFile> files) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (LoadedFile file : files) {
            if (file.told()) {
                JSON.readValue(Objects.requireNonNull(file.after()).unmapped(), new TypeReference<Map<String, Long>>() {
                }).forEach((code, rows) -> counts.computeIfAbsent(file.seen().file().carrier().id(), _ -> new TreeMap<>()).merge(code, rows,
                        Long::sum));
            }
        }
        return counts.entrySet().stream()
                .flatMap(carrier -> carrier.getValue().entrySet().stream()
                        .map(code -> new CodeCount(carrier.getKey(), code.getKey(), code.getValue()))
                        .sorted(Comparator.comparingLong(CodeCount::rows).reversed().thenComparing(CodeCount::code)))
                .toList();
    }

    /**
     * Counterfactual: each late parcel is asked whether it had been in time, had one side taken the time that it usually takes. In time is any hour of
     * the day that was promised first, in UTC as the order process promises.
     */
    private static List<Punctuality> punctuality(JdbcClient jdbc) {
        return jdbc
                .sql("""
                    WITH delivered AS (
                        SELECT coalesce(jobs.printer_id, '-') AS printer, parcels.carrier,
                               parcels.at - (date_trunc('day', orders.first_promised_at, 'UTC') + interval '24 hours') AS late_by,
                               shipments.shipped_at - orders.placed_at AS printing, parcels.at - shipments.shipped_at AS carrying
                        FROM parcels
                        JOIN orders ON orders.order_id = parcels.order_id AND orders.first_promised_at IS NOT NULL
                        JOIN shipments ON shipments.order_id = parcels.order_id AND shipments.job = parcels.job AND shipments.shipment = parcels.shipment
                        LEFT JOIN jobs ON jobs.order_id = parcels.order_id AND jobs.job = parcels.job
                        WHERE parcels.status = 'DELIVERED' AND parcels.at > now() - interval '90 days'
                    ), usual_printing AS (
                        SELECT printer, percentile_cont(0.5) WITHIN GROUP (ORDER BY printing) AS usual FROM delivered GROUP BY 1
                    ), usual_carrying AS (
                        SELECT carrier, percentile_cont(0.5) WITHIN GROUP (ORDER BY carrying) AS usual FROM delivered GROUP BY 1
                    ), asked AS (
                        SELECT delivered.*, late_by >= interval '0' AS is_late, printing - usual_printing.usual > late_by AS printer_saves,
                               carrying - usual_carrying.usual > late_by AS carrier_saves
                        FROM delivered JOIN usual_printing USING (printer) JOIN usual_carrying USING (carrier)
                    )
                    SELECT printer, carrier, count(*) AS delivered, count(*) FILTER (WHERE is_late) AS late,
                           round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY printing)) / 3600) AS printer_hours,
                           round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY carrying)) / 3600) AS carrier_hours,
                           count(*) FILTER (WHERE is_late AND printer_saves AND NOT carrier_saves) AS by_printer,
                           count(*) FILTER (WHERE is_late AND carrier_saves AND NOT printer_saves) AS by_carrier,
                           count(*) FILTER (WHERE is_late AND carrier_saves AND printer_saves) AS by_either,
                           count(*) FILTER (WHERE is_late AND NOT carrier_saves AND NOT printer_saves) AS by_promise
                    FROM asked GROUP BY 1, 2 ORDER BY 1, 2
                    """)
                .query(Punctuality.class).list();
    }
}
