-- The record: one schema for the whole product. Keys that are compared as bytes use COLLATE "C".

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- An order as placed, and where its workflow stands. Status columns are written by Record only.
CREATE TABLE orders (
    order_id      text COLLATE "C" PRIMARY KEY,
    shop          text NOT NULL,
    service       text NOT NULL,
    country       text NOT NULL,
    content_hash  text NOT NULL,               -- of the request: the same order again, or another under its id
    placed_by     text NOT NULL,
    placed_at     timestamptz NOT NULL,
    address       int NOT NULL DEFAULT 1,      -- current version in addresses
    rules         int NOT NULL DEFAULT 1,      -- version of the order process's rules
    stage         text NOT NULL DEFAULT 'PLACED',
    attention     text,                        -- code of the catalogue, null when nobody is needed
    attention_about text,
    waiting_for   text,
    due_at        timestamptz,
    promised_at   timestamptz,
    closed_at     timestamptz,
    run_id        text,                        -- the run that owns the order
    version       bigint NOT NULL DEFAULT 0,   -- of the snapshot
    snapshot      jsonb,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX orders_open ON orders (updated_at) WHERE closed_at IS NULL;
-- Lists, newest first: all, of one shop, at one stage, needing a person.
CREATE INDEX orders_placed ON orders (placed_at, order_id);
CREATE INDEX orders_of_shop ON orders (shop, placed_at, order_id);
CREATE INDEX orders_at_stage ON orders (stage, placed_at, order_id);
CREATE INDEX orders_in_attention ON orders (placed_at, order_id) WHERE attention IS NOT NULL;

CREATE TABLE order_items (
    order_id  text COLLATE "C" NOT NULL REFERENCES orders,
    item_id   text COLLATE "C" NOT NULL,
    position  int NOT NULL,
    product   text NOT NULL,
    quantity  int NOT NULL CHECK (quantity > 0),
    photos    jsonb NOT NULL,                  -- [{name, url, sha256, crop}], in page order
    PRIMARY KEY (order_id, item_id)
);

-- Personal data of an order.
CREATE TABLE addresses (
    order_id    text COLLATE "C" NOT NULL REFERENCES orders,
    version     int NOT NULL,
    name        text NOT NULL,
    company     text,
    line1       text NOT NULL,
    line2       text,
    postal_code text NOT NULL,
    city        text NOT NULL,
    state       text,
    country     text NOT NULL,
    email       text,
    phone       text,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (order_id, version)
);

-- What a person asked; free text stays here, the workflow gets the id and the kind.
CREATE TABLE commands (
    order_id   text COLLATE "C" NOT NULL,
    command_id text COLLATE "C" NOT NULL,
    kind       text NOT NULL,
    asked_by   text NOT NULL,
    asked_at   timestamptz NOT NULL,
    reason     text,
    answer     text,
    answer_code text,
    answered_at timestamptz,
    PRIMARY KEY (order_id, command_id)
);

-- Print jobs and what is in them; written by Record.
CREATE TABLE jobs (
    order_id   text COLLATE "C" NOT NULL REFERENCES orders,
    job        int NOT NULL,
    items      jsonb NOT NULL,                 -- [{item, quantity}]
    status     text NOT NULL,
    printer_id text,
    attempt    int,
    PRIMARY KEY (order_id, job)
);

-- Print-ready files by what they were made from: (source hash, print profile) -> files.
CREATE TABLE prepared_artwork (
    artwork_key text COLLATE "C" PRIMARY KEY,
    files       jsonb NOT NULL,
    prepared_at timestamptz NOT NULL
);

CREATE TABLE job_artwork (
    order_id    text COLLATE "C" NOT NULL,
    job         int NOT NULL,
    printer_id  text NOT NULL,
    item_id     text COLLATE "C" NOT NULL,
    artwork_key text COLLATE "C" NOT NULL REFERENCES prepared_artwork,
    PRIMARY KEY (order_id, job, printer_id, item_id)
);

-- The submission ledger: the intent is written before the call, the outcome after.
CREATE TABLE attempts (
    job_key       text COLLATE "C" PRIMARY KEY,
    order_id      text COLLATE "C" NOT NULL REFERENCES orders,
    job           int NOT NULL,
    attempt       int NOT NULL,
    printer_id    text NOT NULL,
    profile_hash  text NOT NULL,
    state         text NOT NULL,               -- INTENT STAGED ACCEPTED RECEIVED REJECTED DEFERRED UNKNOWN CANCELLED NOT_RECEIVED
    staged_ticket text,
    code          text,
    reason        text,
    stamped_at    timestamptz NOT NULL,        -- names files; the same for every repeat of this attempt
    intent_at     timestamptz NOT NULL,
    outcome_at    timestamptz,
    UNIQUE (order_id, job, attempt)
);
CREATE INDEX attempts_of_printer ON attempts (printer_id, intent_at);

-- Names a printer knows our things by; inbound messages are matched through these only.
CREATE TABLE attempt_refs (
    printer_id text NOT NULL,
    kind       text NOT NULL,
    value      text COLLATE "C" NOT NULL,
    job_key    text COLLATE "C" NOT NULL REFERENCES attempts,
    item_id    text COLLATE "C",
    PRIMARY KEY (printer_id, kind, value, job_key)
);
-- Item names count within their job only ("line 1"); all others name one attempt.
CREATE UNIQUE INDEX attempt_refs_unique ON attempt_refs (printer_id, kind, value) WHERE kind <> 'ITEM';
CREATE INDEX attempt_refs_of_job ON attempt_refs (job_key);

-- Tickets that a printer pulls from us.
CREATE TABLE offers (
    printer_id   text NOT NULL,
    reference    text COLLATE "C" NOT NULL,
    content_type text NOT NULL,
    ticket       bytea NOT NULL,
    offered_at   timestamptz NOT NULL,
    PRIMARY KEY (printer_id, reference)
);

-- Parcels of a job as the printer told them; written by Record only.
CREATE TABLE shipments (
    order_id        text COLLATE "C" NOT NULL REFERENCES orders,
    job             int NOT NULL,
    shipment        text COLLATE "C" NOT NULL,
    carrier         text,
    tracking_number text COLLATE "C",
    shipped_at      timestamptz NOT NULL,
    items           jsonb NOT NULL,
    voided          boolean NOT NULL DEFAULT false,
    PRIMARY KEY (order_id, job, shipment)
);

-- A label in the carrier's world. Created by Record with the tracking number; status, rank, at, code are written by the batch only.
CREATE TABLE parcels (
    carrier      text COLLATE "C" NOT NULL,
    number       text COLLATE "C" NOT NULL,
    label_window tstzrange NOT NULL,
    order_id     text COLLATE "C" NOT NULL,
    job          int NOT NULL,
    shipment     text COLLATE "C" NOT NULL,
    status       text NOT NULL DEFAULT 'ANNOUNCED',
    rank         int NOT NULL DEFAULT 0,
    at           timestamptz,
    code         text,
    PRIMARY KEY (carrier, number, label_window),
    EXCLUDE USING gist (carrier WITH =, number WITH =, label_window WITH &&)
);
CREATE INDEX parcels_of_order ON parcels (order_id);

-- Raw messages as received.
CREATE TABLE messages (
    message_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text NOT NULL,
    message_key text COLLATE "C" NOT NULL,
    body_hash   text NOT NULL,
    channel     text NOT NULL,
    headers     jsonb NOT NULL,
    body        bytea NOT NULL,
    received_at timestamptz NOT NULL,
    state       text NOT NULL,                 -- DECODED HINT DONE QUARANTINED
    problem     text,
    due_at      timestamptz,                   -- next try of a hint
    attempts    int NOT NULL DEFAULT 0,
    UNIQUE (source, message_key, body_hash)
);
CREATE INDEX messages_to_do ON messages (due_at) WHERE state = 'HINT';
CREATE INDEX messages_quarantined ON messages (received_at) WHERE state = 'QUARANTINED';

-- The inbox.
CREATE TABLE facts (
    fact_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source       text NOT NULL,
    event_key    text COLLATE "C" NOT NULL,
    order_id     text COLLATE "C",
    job_key      text COLLATE "C",
    name         text NOT NULL,
    payload      jsonb NOT NULL,               -- the fact as the workflow gets it: no free text, no personal data
    raw_text     text,
    occurred_at  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    message_id   bigint REFERENCES messages ON DELETE SET NULL,
    state        text NOT NULL,                -- NEW SENT APPLIED UNMATCHED QUARANTINED DISMISSED
    sent_at      timestamptz,
    applied_at   timestamptz,
    UNIQUE (source, event_key)
);
CREATE INDEX facts_of_order ON facts (order_id, fact_id);
CREATE INDEX facts_to_send ON facts (order_id) WHERE state = 'NEW';
CREATE INDEX facts_sent ON facts (sent_at) WHERE state = 'SENT';
CREATE INDEX facts_unmatched ON facts (source) WHERE state = 'UNMATCHED';

-- A key seen again with other content.
CREATE TABLE fact_conflicts (
    source      text NOT NULL,
    event_key   text COLLATE "C" NOT NULL,
    payload     jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    message_id  bigint,
    PRIMARY KEY (source, event_key, received_at)
);

-- Whoever inserts a fact upserts its order's row in the same transaction; the relay leases rows.
CREATE TABLE relay_queue (
    order_id   text COLLATE "C" PRIMARY KEY,
    due_at     timestamptz NOT NULL,
    seq        bigint NOT NULL DEFAULT 1,
    attempts   int NOT NULL DEFAULT 0,
    last_error text
);
CREATE INDEX relay_queue_due ON relay_queue (due_at);

-- What happened to an order, for people. Rows of a version are replaced when the version is recorded again.
CREATE TABLE timeline (
    order_id    text COLLATE "C" NOT NULL REFERENCES orders,
    version     bigint NOT NULL,
    line        int NOT NULL,
    recorded_at timestamptz NOT NULL,
    occurred_at timestamptz NOT NULL,
    kind        text NOT NULL,
    job         int,
    printer_id  text,
    says        text NOT NULL,
    who         text,
    PRIMARY KEY (order_id, version, line)
);

-- Outbox to the shop; unique by its own meaning.
CREATE TABLE notices (
    notice_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id   text COLLATE "C" NOT NULL REFERENCES orders,
    effect     text COLLATE "C" NOT NULL,
    kind       text NOT NULL,
    payload    jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (order_id, effect)
);

-- What changes at run time about a printer. Everything else is its profile.
CREATE TABLE printers (
    printer_id text PRIMARY KEY,
    paused     boolean NOT NULL DEFAULT false,
    cursor     text
);

CREATE TABLE routing_decisions (
    order_id   text COLLATE "C" NOT NULL REFERENCES orders,
    decided_at timestamptz NOT NULL,
    version    bigint NOT NULL,
    chosen     jsonb NOT NULL,
    candidates jsonb NOT NULL,                 -- [{printer, chosen, why}]
    PRIMARY KEY (order_id, version)
);
