-- Notices go out to the shops, each with its own back-off.
ALTER TABLE notices
    ADD COLUMN shop         text,
    ADD COLUMN occurred_at  timestamptz,
    ADD COLUMN state        text NOT NULL DEFAULT 'NEW',  -- NEW ANNOUNCED GIVEN_UP UNADDRESSED
    ADD COLUMN attempts     int NOT NULL DEFAULT 0,
    ADD COLUMN due_at       timestamptz,
    ADD COLUMN announced_at timestamptz,
    ADD COLUMN last_error   text;
CREATE INDEX notices_due ON notices (shop, due_at) WHERE state = 'NEW';
