package dev.pressroom.storage.tracking;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reports of the reconciliation's runs, as they were written. */
public final class Reports {

    private final JdbcClient jdbc;

    public Reports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The HTML page of a run. */
    public Optional<String> page(long run) {
        return jdbc.sql("SELECT page FROM reconciliation_reports WHERE run_id = ?").param(run).query(String.class).optional();
    }

    /** The JSON of a run. */
    public Optional<String> summary(long run) {
        return jdbc.sql("SELECT summary::text FROM reconciliation_reports WHERE run_id = ?").param(run).query(String.class).optional();
    }
}
