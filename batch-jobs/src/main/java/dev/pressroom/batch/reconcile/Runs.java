package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.reconcile.Result.Totals;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs in the record: when each began, when and how it ended. */
record Runs(JdbcClient jdbc, Clock clock) {

    long begin() {
        return jdbc.sql("INSERT INTO reconciliation_runs (started_at) VALUES (:now) RETURNING run_id")
                .param("now", clock.instant().atOffset(UTC))
                .query(Long.class).single();
    }

    void end(long run, Totals totals, Outcome outcome) {
        jdbc.sql(
                """
                    UPDATE reconciliation_runs SET ended_at = :now, files = :files, rows = :rows, events = :events, rejected = :rejects, facts = :facts,
                                                   outcome = :outcome
                    WHERE run_id = :run
                    """)
                .param("run", run).param("now", clock.instant().atOffset(UTC)).param("files", totals.files()).param("rows", totals.rows())
                .param("events", totals.events()).param("rejects", totals.rejects()).param("facts", totals.facts())
                .param("outcome", outcome.name()).update();
    }

    /** Breaks off this process's statements that run for more than three seconds, told by the name that its connections share. */
    void cancelLongStatements() {
        jdbc.sql("""
            SELECT pg_cancel_backend(pid) FROM pg_stat_activity
            WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid() AND state = 'active'
              AND clock_timestamp() - query_start > interval '3 seconds'
            """).query(Boolean.class).list();
    }
}
