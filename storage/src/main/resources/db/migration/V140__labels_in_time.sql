-- What a carrier's rows say of new labels, as they say it: scans of the number belong to the parcel that had the original, in that parcel's label window.
-- Which parcel that is, is asked anew each time, so that the order in which rows are read does not matter.
ALTER TABLE parcel_aliases ADD COLUMN at timestamptz;
UPDATE parcel_aliases alias SET at = (SELECT min(occurred_at) FROM tracking_events event
                                      WHERE event.carrier = alias.carrier AND event.number = alias.number);
DELETE FROM parcel_aliases WHERE at IS NULL;
ALTER TABLE parcel_aliases DROP CONSTRAINT parcel_aliases_pkey;
ALTER TABLE parcel_aliases ADD PRIMARY KEY (carrier, number, original, at);
-- Set once its scans were folded while no file of the carrier was being loaded.
ALTER TABLE parcel_aliases ADD COLUMN swept boolean NOT NULL DEFAULT false;
CREATE INDEX parcel_aliases_unswept ON parcel_aliases (carrier, number) WHERE NOT swept;

-- All numbers that a parcel ever had. UNION ends circles.
CREATE FUNCTION numbers_of(parcel parcels) RETURNS SETOF text LANGUAGE sql STABLE ROWS 2 AS $$
    WITH RECURSIVE names (number) AS (
        SELECT parcel.number
        UNION
        SELECT alias.number
        FROM names JOIN parcel_aliases alias ON alias.carrier = parcel.carrier AND alias.original = names.number
        WHERE parcel.label_window @> alias.at
    )
    SELECT number FROM names
$$;

-- The parcel of a scan whose number no label of ours has: of several, what was said last counts, then the newest label.
CREATE FUNCTION relabelled_parcel(carrier text, number text, at timestamptz) RETURNS SETOF parcels LANGUAGE sql STABLE COST 10000 ROWS 1 AS $$
    WITH RECURSIVE earlier (number) AS (
        SELECT alias.original FROM parcel_aliases alias WHERE alias.carrier = $1 AND alias.number = $2
        UNION
        SELECT alias.original FROM earlier JOIN parcel_aliases alias ON alias.carrier = $1 AND alias.number = earlier.number
    ), named (parcel, label_window, name) AS (
        SELECT parcels.number, parcels.label_window, parcels.number
        FROM earlier JOIN parcels ON parcels.carrier = $1 AND parcels.number = earlier.number AND parcels.label_window @> $3
        UNION
        SELECT named.parcel, named.label_window, alias.number
        FROM named JOIN parcel_aliases alias ON alias.carrier = $1 AND alias.original = named.name AND named.label_window @> alias.at
    ), said (parcel, label_window, at) AS (
        SELECT named.parcel, named.label_window, max(alias.at)
        FROM named JOIN parcel_aliases alias ON alias.carrier = $1 AND alias.original = named.name AND alias.number = $2
                                            AND named.label_window @> alias.at
        GROUP BY 1, 2
    )
    SELECT parcels.* FROM parcels
    JOIN (SELECT * FROM said ORDER BY at DESC, lower(label_window) DESC, parcel LIMIT 1) chosen
      ON parcels.number = chosen.parcel AND parcels.label_window = chosen.label_window
    WHERE parcels.carrier = $1 AND NOT EXISTS (
        SELECT FROM parcels own WHERE own.carrier = $1 AND own.number = $2 AND own.label_window @> $3)
$$;

-- Before when events were dropped: what they told of older parcels is kept in those alone. No row while all events are there.
CREATE TABLE dropped_events (
    before timestamptz PRIMARY KEY
);
INSERT INTO dropped_events
SELECT CAST(min(to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM')) AS timestamp) AT TIME ZONE 'UTC' FROM pg_inherits
WHERE inhparent = 'tracking_events'::regclass HAVING count(*) > 0;

-- Of the few facts that came by a message: whoever deletes messages looks for theirs.
CREATE INDEX facts_of_message ON facts (message_id) WHERE message_id IS NOT NULL;
