package dev.pressroom.storage.tracking;

/** What follows from events, as the rest of a statement whose common table expression {@code fresh} gives the events. */
final class Telling {

    /** Queues the orders that {@code told} gives, sorted, so that no two transactions wait for each other. */
    static final String QUEUED = """
        , queued AS (
            INSERT INTO relay_queue (order_id, due_at)
            SELECT DISTINCT order_id, now() FROM told ORDER BY order_id
            ON CONFLICT (order_id) DO UPDATE SET seq = relay_queue.seq + 1
        )
        """;

    private static final String COLUMNS = """
            SELECT fresh.number, fresh.said_at, fresh.said, fresh.scan_code, fresh.depot, fresh.occurred_at, fresh.zone_rule, fresh.status, fresh.rank,
                   fresh.fact, parcels.number AS parcel,
                   coalesce(parcels.told_number, parcels.number) AS told_number, parcels.order_id, lower(parcels.label_window) AS since
        """;

    private static final String OWN = COLUMNS + """
            FROM fresh
            JOIN parcels ON parcels.carrier = CAST(:carrier AS text) AND parcels.number = fresh.number
                        AND parcels.label_window @> fresh.occurred_at
            WHERE fresh.status <> 'UNMAPPED'
        """;

    /**
     * Raises parcels to the furthest by (settled, occurred at, rank, code), where ranks from 100 on settle a parcel, inserts a fact for each milestone event of a known parcel and queues its order.
     * Chosen by event and never by "the status changed", so that the result does not depend on how the events were cut into pieces; repeating it
     * changes nothing. Windows of a number are compared by their beginnings, since an index on windows alone would be read for all parcels.
     * {@code known} are events with their parcels.
     */
    private static final String RAISED = """
        ), furthest AS (
            SELECT DISTINCT ON (parcel, since) parcel, since, status, rank, occurred_at, scan_code
            FROM known
            ORDER BY parcel, since, rank >= 100 DESC, occurred_at DESC, rank DESC, scan_code DESC
        ), raised AS (
            UPDATE parcels
            SET status = furthest.status, rank = furthest.rank, at = furthest.occurred_at, code = furthest.scan_code
            FROM furthest
            WHERE parcels.carrier = CAST(:carrier AS text) AND parcels.number = furthest.parcel
              AND lower(parcels.label_window) = furthest.since
              AND (parcels.at IS NULL OR (furthest.rank >= 100, furthest.occurred_at, furthest.rank, furthest.scan_code)
                                       > (parcels.rank >= 100, parcels.at, parcels.rank, parcels.code COLLATE "C"))
        ), milestone AS (
        """;

    private static final String MILESTONES = """
            SELECT *, concat_ws('|', number, to_char(said_at, 'YYYYMMDDHH24MISS'), scan_code, depot) AS event_key
            FROM known WHERE fact IS NOT NULL
        """;

    private static final String TOLD = """
        ), told AS (
            INSERT INTO facts (source, event_key, order_id, name, payload, raw_text, occurred_at, received_at, state)
            SELECT 'carrier/' || CAST(:carrier AS text), event_key, order_id, fact,
                   jsonb_build_object(
                       'type', 'ParcelFact',
                       'told', jsonb_build_object(
                           'source', 'carrier/' || CAST(:carrier AS text),
                           'key', event_key,
                           'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                           'saidAt', said,
                           'zoneRule', nullif(zone_rule, 'offset'),
                           'receivedAt', CAST(:receivedText AS text)),
                       'carrier', CAST(:carrier AS text),
                       'number', told_number,
                       'event', jsonb_build_object('type', fact, 'code', scan_code)),
                   scan_code, occurred_at, :receivedAt, 'NEW'
            FROM milestone
            ORDER BY event_key
            ON CONFLICT (source, event_key) DO NOTHING
            RETURNING order_id
        )
        """ + QUEUED
            + """
                SELECT (SELECT count(*) FROM fresh) AS events, (SELECT count(*) FROM told) AS facts
                """;

    /**
     * For events that are told of for the first time, by parcels that have their number; scans of relabelled parcels are left to the next
     * {@link LateParcels#sweep}; {@code IS TRUE} keeps the planner from a join of the two. {@code fresh} has columns number, said_at, said,
     * scan_code, depot, occurred_at, zone_rule, status, rank, fact. Parameters: {@code carrier}, {@code receivedAt} (timestamptz), {@code receivedText} (the same in ISO 8601).
     */
    static final String REST = """
        , relabelled AS (
            UPDATE parcel_aliases alias SET swept = false
            WHERE alias.carrier = CAST(:carrier AS text) AND alias.swept AND (alias.number IN (SELECT number FROM fresh)) IS TRUE
        ), known AS (
        """ + OWN + RAISED + MILESTONES + TOLD;

    /**
     * The same for events of which something may have been told before, and of relabelled parcels too. What an event means now is told besides what it
     * meant then, under a key of its own: a fact that was told is never changed.
     */
    static final String AGAIN = """
        , known AS (
        """ + OWN + "UNION ALL\n" + COLUMNS + """
            FROM fresh CROSS JOIN LATERAL relabelled_parcel(CAST(:carrier AS text), fresh.number, fresh.occurred_at) parcels
            WHERE fresh.status <> 'UNMAPPED' AND fresh.number IN (SELECT number FROM parcel_aliases WHERE carrier = CAST(:carrier AS text))
        """ + RAISED
            + """
                SELECT event.number, event.said_at, event.said, event.scan_code, event.occurred_at, event.zone_rule, event.fact, event.told_number,
                       event.order_id,
                       CASE WHEN (before.name, before.payload ->> 'number') IS DISTINCT FROM (event.fact, event.told_number) AND before.name IS NOT NULL
                            THEN concat_ws('|', event.event_key, event.fact, event.told_number) ELSE event.event_key END AS event_key
                FROM ("""
            + MILESTONES + """
                    ) event
                    LEFT JOIN facts before ON before.source = 'carrier/' || CAST(:carrier AS text) AND before.event_key = event.event_key
                """ + TOLD;

    /** Takes parcels back to before their first scan, whose events are all there to raise them again. */
    static final String RESET = """
        UPDATE parcels SET status = 'ANNOUNCED', rank = 0, at = NULL, code = NULL
        WHERE carrier = :carrier AND at IS NOT NULL
          AND lower(label_window) >= ALL (SELECT before + interval '1 day' FROM dropped_events)
        """;

    private Telling() {}
}
