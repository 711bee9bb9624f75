-- Tracking reconciliation. Events are keyed and partitioned by the carrier's printed local time: a corrected zone rule cannot double them.

CREATE TABLE tracking_events (
    carrier     text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    said_at     timestamp NOT NULL,
    scan_code   text COLLATE "C" NOT NULL,
    depot       text COLLATE "C" NOT NULL,
    said        text NOT NULL,                 -- the time as the carrier printed it
    occurred_at timestamptz NOT NULL,
    zone_rule   text NOT NULL,
    status      text NOT NULL,
    rank        int NOT NULL,
    fact        text,                          -- name of the fact, when the carrier's profile calls the code a milestone
    country     text,
    file_id     bigint NOT NULL,
    line        bigint NOT NULL,
    PRIMARY KEY (carrier, number, said_at, scan_code, depot)
) PARTITION BY RANGE (said_at);

-- Makes the partition of a month if it is not there. Made beside the table and attached, since that does not wait for running inserts.
CREATE FUNCTION make_tracking_partition(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', month);
    part  text := 'tracking_events_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(part) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('pressroom/tracking_partition', 0));
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE tracking_events INCLUDING ALL)', part);
            EXECUTE format('ALTER TABLE tracking_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                part, first, first + interval '1 month');
        END IF;
    END IF;
END $$;

-- Events may come before the parcel is known: set once these were looked for while no file of the carrier was being loaded.
ALTER TABLE parcels ADD COLUMN swept boolean NOT NULL DEFAULT false;
CREATE INDEX parcels_unswept ON parcels (carrier, number) WHERE NOT swept;

CREATE TABLE tracking_files (
    file_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carrier      text NOT NULL,
    content_hash text COLLATE "C" NOT NULL,
    name         text NOT NULL,                -- as first seen
    bytes        bigint NOT NULL,
    state        text NOT NULL,                -- FOUND LOADING LOADED EMPTY BAD
    next_byte    bigint NOT NULL DEFAULT 0,
    next_line    bigint NOT NULL DEFAULT 1,
    rows         bigint NOT NULL DEFAULT 0,
    events       bigint NOT NULL DEFAULT 0,
    rejected     bigint NOT NULL DEFAULT 0,
    facts        bigint NOT NULL DEFAULT 0,
    unmapped     jsonb NOT NULL DEFAULT '{}',  -- scan code the profile does not know -> rows
    problem      text,
    found_at     timestamptz NOT NULL,
    loaded_at    timestamptz,
    UNIQUE (carrier, content_hash)
);

-- Rows that could not be read. The raw text may hold personal data: it expires.
CREATE TABLE rejects (
    file_id bigint NOT NULL REFERENCES tracking_files,
    line    bigint NOT NULL,
    code    text NOT NULL,
    reason  text NOT NULL,
    raw     text,
    PRIMARY KEY (file_id, line)
);

CREATE TABLE reconciliation_runs (
    run_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    files      bigint NOT NULL DEFAULT 0,
    rows       bigint NOT NULL DEFAULT 0,
    events     bigint NOT NULL DEFAULT 0,
    rejected   bigint NOT NULL DEFAULT 0,
    facts      bigint NOT NULL DEFAULT 0,
    outcome    text
);
