-- A design that an item brings, as it was ordered; its photos are in the column photos, by name.
ALTER TABLE order_items ADD COLUMN design jsonb;

-- Photos that were looked at, cleaned and made a JPEG: what arrived, and under which SHA-256 the settled one is kept.
CREATE TABLE settled_photos (
    source_sha256  text COLLATE "C" PRIMARY KEY,
    settled_sha256 text COLLATE "C" NOT NULL
);
