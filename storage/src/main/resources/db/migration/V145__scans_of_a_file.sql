-- Rows of a file that were read as scans: a file that has rejects and no scan is not the carrier's as the profile describes it.
ALTER TABLE tracking_files ADD COLUMN scans bigint NOT NULL DEFAULT 0;
UPDATE tracking_files SET scans = rows - rejected;
