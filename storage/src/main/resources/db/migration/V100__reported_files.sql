-- Which files a run's report is about: from a parcel's scans to the reports that tell of them.
CREATE TABLE reported_files (
    run_id  bigint NOT NULL REFERENCES reconciliation_runs,
    file_id bigint NOT NULL REFERENCES tracking_files,
    PRIMARY KEY (file_id, run_id)
);
