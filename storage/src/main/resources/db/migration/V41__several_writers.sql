-- Where the next chunk of a file begins, for each of the writers that its parcels are dealt to. Moved by compare-and-set only.
CREATE TABLE tracking_parts (
    file_id   bigint NOT NULL REFERENCES tracking_files,
    part      int NOT NULL,
    next_byte bigint NOT NULL DEFAULT 0,       -- in a compressed file, of the text; in an interchange, the status
    next_line bigint NOT NULL DEFAULT 1,
    done      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (file_id, part)
);
INSERT INTO tracking_parts (file_id, part, next_byte, next_line, done)
SELECT file_id, 0, next_byte, next_line, state = 'LOADED' FROM tracking_files;

ALTER TABLE tracking_files DROP COLUMN next_byte, DROP COLUMN next_line;
ALTER TABLE tracking_files ADD COLUMN code_table text;     -- version of the codes' meanings when it was first seen

-- A table of code meanings never changes under its version.
CREATE TABLE code_tables (
    carrier       text COLLATE "C" NOT NULL,
    version       text COLLATE "C" NOT NULL,
    statuses      jsonb NOT NULL,
    first_used_at timestamptz NOT NULL,
    PRIMARY KEY (carrier, version)
);

-- What the zone of an event was looked up by (a state, a country), so that it can be looked up again.
ALTER TABLE tracking_events ADD COLUMN place text;

-- A parcel that got a new label: scans of the new number are scans of the original.
CREATE TABLE parcel_aliases (
    carrier  text COLLATE "C" NOT NULL,
    number   text COLLATE "C" NOT NULL,
    original text COLLATE "C" NOT NULL,
    PRIMARY KEY (carrier, number)
);
CREATE INDEX parcel_aliases_original ON parcel_aliases (carrier, original);

-- When the order was told that nothing is heard of the parcel.
ALTER TABLE parcels ADD COLUMN silent_at timestamptz;

-- A GiST index of text keys (btree_gist, PostgreSQL 18.6) was seen to miss rows of parcels when the planner read through it. So windows are kept apart
-- by a hash of the key, which no query asks for, and parcels are found by their primary key.
ALTER TABLE parcels DROP CONSTRAINT parcels_carrier_number_label_window_excl;
ALTER TABLE parcels ADD CONSTRAINT parcels_one_label_at_a_time
    EXCLUDE USING gist (hashtextextended(carrier || ' ' || number, 0) WITH =, label_window WITH &&);

-- Room for the status to change within the page.
ALTER TABLE parcels SET (fillfactor = 70);
