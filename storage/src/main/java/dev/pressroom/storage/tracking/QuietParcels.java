package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells orders, once for each parcel, that nothing is heard of it. */
public final class QuietParcels {

    private final JdbcClient jdbc;

    public QuietParcels(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Inserts {@code ParcelSilent} for each parcel whose last scan of any kind, or whose label when there never was any, is older than {@code after}; the fact
     * occurred when that time was over. Parcels whose label window is over are forgotten. Returns the number of new facts.
     *
     * @param labelled how long before the making of the label its window begins
     * @param ends statuses after which no news is expected
     */
    public long tell(String carrier, Duration after, Duration labelled, Collection<String> ends, Instant now) {
        return jdbc
                .sql("""
                    WITH quiet AS (
                        UPDATE parcels SET silent_at = :now
                        FROM (
                            SELECT parcels.carrier, parcels.number, parcels.label_window,
                                   greatest(coalesce(at, lower(label_window) + :labelled * interval '1 second'), heard) AS heard
                            FROM parcels CROSS JOIN LATERAL (
                                SELECT max(occurred_at) AS heard
                                FROM numbers_of(parcels) AS had (number) JOIN tracking_events event ON event.carrier = :carrier AND event.number = had.number
                                WHERE parcels.label_window @> event.occurred_at
                                  AND event.said_at > CAST(lower(parcels.label_window) - interval '1 day' AS timestamp)) scans
                            WHERE parcels.carrier = :carrier AND silent_at IS NULL AND label_window @> CAST(:now AS timestamptz) AND status <> ALL(:ends)
                              AND coalesce(at, lower(label_window) + :labelled * interval '1 second') + :after * interval '1 second' < :now
                        ) last
                        WHERE parcels.carrier = last.carrier AND parcels.number = last.number AND parcels.label_window = last.label_window
                          AND heard + :after * interval '1 second' < :now
                        RETURNING order_id, parcels.number, coalesce(told_number, parcels.number) AS told_number, coalesce(code, '') AS code,
                                  heard + :after * interval '1 second' AS occurred_at,
                                  concat_ws('|', parcels.number, 'SILENT', to_char(lower(parcels.label_window) AT TIME ZONE 'UTC', 'YYYYMMDD')) AS event_key
                    ), told AS (
                        INSERT INTO facts (source, event_key, order_id, name, payload, raw_text, occurred_at, received_at, state)
                        SELECT 'carrier/' || :carrier, event_key, order_id, 'ParcelSilent',
                               jsonb_build_object(
                                   'type', 'ParcelFact',
                                   'told', jsonb_build_object(
                                       'source', 'carrier/' || :carrier,
                                       'key', event_key,
                                       'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                       'receivedAt', CAST(:nowText AS text)),
                                   'carrier', CAST(:carrier AS text),
                                   'number', told_number,
                                   'event', jsonb_build_object('type', 'ParcelSilent', 'code', code)),
                               NULL, occurred_at, :now, 'NEW'
                        FROM quiet
                        ORDER BY event_key
                        ON CONFLICT (source, event_key) DO NOTHING
                        RETURNING order_id
                    )
                    """ + Telling.QUEUED
                        + "SELECT count(*) FROM told")
                .param("carrier", carrier).param("after", after.toSeconds())
                .param("labelled", labelled.toSeconds())
                .param("ends", ends.toArray(String[]::new)).param("now", now.atOffset(UTC)).param("nowText", now.toString())
                .query(Long.class).single();
    }
}
