-- Photos of an order that came whole: they are not fetched again, since their address may be gone by then. Numbers are those of the photos in
-- the item, from 1.
CREATE TABLE arrived_photos (
    order_id      text COLLATE "C" NOT NULL REFERENCES orders,
    item_id       text COLLATE "C" NOT NULL,
    number        int NOT NULL,
    source_sha256 text COLLATE "C" NOT NULL REFERENCES settled_photos,
    PRIMARY KEY (order_id, item_id, number)
);
