-- What a photo without a checksum was when it was fetched first: the order stays that, whatever its URL answers later.
CREATE TABLE fetched_photos (
    order_id text COLLATE "C" NOT NULL,
    item_id  text COLLATE "C" NOT NULL,
    photo    int NOT NULL,                     -- from 1, in page order
    sha256   text NOT NULL,
    PRIMARY KEY (order_id, item_id, photo)
);

-- When the printer was to have shipped all of it, by its clocks; null until it accepted.
ALTER TABLE jobs ADD COLUMN ship_by timestamptz;
-- How late printers ship.
CREATE INDEX jobs_ship_by ON jobs (ship_by);
