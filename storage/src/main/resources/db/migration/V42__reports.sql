-- What each run reported, as it was written. Names no person and quotes no row.
CREATE TABLE reconciliation_reports (
    run_id     bigint PRIMARY KEY REFERENCES reconciliation_runs,
    summary    jsonb NOT NULL,
    page       text NOT NULL,
    written_at timestamptz NOT NULL
);
