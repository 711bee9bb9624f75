-- Tracking reconciliation. Events are keyed and partitioned by the carrier's printed local time: a corrected zone rule cannot double them.

CREATE TABLE tracking_events (
    carrier     text COLLATE "C" NOT NULL,
    number      text COLLATE "C" NOT NULL,
    said_at     timestamp NOT NULL,
    scan_code   text COLLATE "C" NOT NULL,
    depot       text COLLATE "C" NOT NULL,
    occurred_at timestamptz NOT NULL,
    zone_rule   text NOT NULL,
    status      text NOT NULL,
    rank        int NOT NULL,
    country     text,
    file_id     bigint NOT NULL,
    line        bigint NOT NULL,
    PRIMARY KEY (carrier, number, said_at, scan_code, depot)
) PARTITION BY RANGE (said_at);

CREATE TABLE tracking_files (
    file_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carrier      text NOT NULL,
    content_hash text COLLATE "C" NOT NULL,
    name         text NOT NULL,
    bytes        bigint NOT NULL,
    state        text NOT NULL,                -- FOUND LOADING LOADED EMPTY BAD
    next_byte    bigint NOT NULL DEFAULT 0,
    next_line    bigint NOT NULL DEFAULT 1,
    rows         bigint NOT NULL DEFAULT 0,
    events       bigint NOT NULL DEFAULT 0,
    rejected     bigint NOT NULL DEFAULT 0,
    facts        bigint NOT NULL DEFAULT 0,
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
    unmapped   jsonb NOT NULL DEFAULT '{}',
    outcome    text
);
