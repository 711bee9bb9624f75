-- When the printer was to have shipped all of it, by its clocks; null until it accepted.
ALTER TABLE jobs ADD COLUMN ship_by timestamptz;
-- How late printers ship.
CREATE INDEX jobs_ship_by ON jobs (ship_by);
