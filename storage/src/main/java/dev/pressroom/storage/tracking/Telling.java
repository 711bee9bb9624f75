package dev.pressroom.storage.tracking;

/** What follows from events, as the rest of a statement whose common table expression {@code fresh} gives the events. */
final class Telling {

    /**
     * Raises parcels to the furthest by (settled, occurred at, rank, code), where ranks from 100 on settle a parcel, inserts a fact for each milestone event of a known parcel and queues its order.
     * Chosen by event and never by "the status changed", so that the result does not depend on how the events were cut into pieces; repeating it
     * changes nothing. Windows of a number are compared by their beginnings, since an index on windows alone would be read for all parcels.
     * Aliases are resolved before the join with parcels, which the planner could not do by number otherwise. Parameters: {@code receivedAt} (timestamptz), {@code receivedText} (the same in ISO 8601).
     */
    static final String REST = """
        , named AS MATERIALIZED (
            SELECT fresh.*, coalesce(alias.original, fresh.number) AS parcel
            FROM fresh
            LEFT JOIN parcel_aliases alias ON alias.carrier = fresh.carrier AND alias.number = fresh.number
            WHERE fresh.status <> 'UNMAPPED'
        ), known AS (
            SELECT named.*, parcels.order_id, parcels.label_window
            FROM named
            JOIN parcels ON parcels.carrier = named.carrier AND parcels.number = named.parcel
                        AND parcels.label_window @> named.occurred_at
        ), furthest AS (
            SELECT DISTINCT ON (carrier, parcel, label_window) carrier, parcel, label_window, status, rank, occurred_at, scan_code
            FROM known
            ORDER BY carrier, parcel, label_window, rank >= 100 DESC, occurred_at DESC, rank DESC, scan_code DESC
        ), raised AS (
            UPDATE parcels
            SET status = furthest.status, rank = furthest.rank, at = furthest.occurred_at, code = furthest.scan_code
            FROM furthest
            WHERE parcels.carrier = furthest.carrier AND parcels.number = furthest.parcel
              AND lower(parcels.label_window) = lower(furthest.label_window)
              AND (parcels.at IS NULL OR (furthest.rank >= 100, furthest.occurred_at, furthest.rank, furthest.scan_code)
                                       > (parcels.rank >= 100, parcels.at, parcels.rank, parcels.code COLLATE "C"))
        ), told AS (
            INSERT INTO facts (source, event_key, order_id, name, payload, raw_text, occurred_at, received_at, state)
            SELECT 'carrier/' || carrier, event_key, order_id, fact,
                   jsonb_build_object(
                       'type', 'ParcelFact',
                       'told', jsonb_build_object(
                           'source', 'carrier/' || carrier,
                           'key', event_key,
                           'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                           'saidAt', said,
                           'zoneRule', nullif(zone_rule, 'offset'),
                           'receivedAt', CAST(:receivedText AS text)),
                       'carrier', carrier,
                       'number', parcel,
                       'event', jsonb_build_object('type', fact, 'code', scan_code)),
                   scan_code, occurred_at, :receivedAt, 'NEW'
            FROM (SELECT *, concat_ws('|', number, to_char(said_at, 'YYYYMMDDHH24MISS'), scan_code, depot) AS event_key
                  FROM known WHERE fact IS NOT NULL) milestone
            ORDER BY event_key
            ON CONFLICT (source, event_key) DO NOTHING
            RETURNING order_id
        ), queued AS (
            INSERT INTO relay_queue (order_id, due_at)
            SELECT DISTINCT order_id, now() FROM told ORDER BY order_id
            ON CONFLICT (order_id) DO UPDATE
            SET seq = relay_queue.seq + 1
        )
        SELECT (SELECT count(*) FROM fresh) AS events, (SELECT count(*) FROM told) AS facts
        """;

    private Telling() {}
}
