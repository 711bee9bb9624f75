-- Who paused or drains a printer, and why; and how the ways to it are, as each instance that has them sees it.
ALTER TABLE printers
    ADD COLUMN draining   boolean NOT NULL DEFAULT false,
    ADD COLUMN changed_by text,
    ADD COLUMN changed_at timestamptz,
    ADD COLUMN reason     text,
    ADD CONSTRAINT printers_paused_or_draining CHECK (NOT (paused AND draining));

CREATE TABLE printer_changes (
    change_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    printer_id text NOT NULL,
    mode       text NOT NULL,                  -- OPEN DRAINING PAUSED
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    reason     text
);
CREATE INDEX printer_changes_of_printer ON printer_changes (printer_id, change_id);

CREATE TABLE printer_health (
    printer_id    text NOT NULL,
    lane          text NOT NULL,
    instance      text NOT NULL,
    circuit       text NOT NULL,               -- NONE CLOSED HALF_OPEN OPEN
    failing       boolean NOT NULL,
    last_success  timestamptz,
    last_error    text,
    last_error_at timestamptz,
    seen_at       timestamptz NOT NULL,
    PRIMARY KEY (printer_id, lane, instance)
);
