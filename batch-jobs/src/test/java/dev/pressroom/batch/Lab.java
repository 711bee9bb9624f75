package dev.pressroom.batch;

import dev.pressroom.batch.reconcile.Progress;
import dev.pressroom.batch.reconcile.Reconciliation;
import dev.pressroom.batch.reconcile.Report;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.Settings;
import dev.pressroom.batch.reconcile.StopSignal;
import dev.pressroom.storage.files.DropStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** One real PostgreSQL and one application context for all tests of this JVM; tables are emptied between tests. */
final class Lab {

    static final Instant NOW = Instant.parse("2025-06-01T02:00:00Z");
    private static final EmbeddedPostgres POSTGRES = postgres();
    static final String URL = POSTGRES.getJdbcUrl("postgres", "postgres");
    private static final ConfigurableApplicationContext CONTEXT = new SpringApplicationBuilder(BatchConfiguration.class)
            .web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
            .properties("spring.config.name=batch-jobs", "PRESSROOM_DB_URL=" + URL, "PRESSROOM_DB_USER=postgres").run();

    static final DataSource DATA_SOURCE = CONTEXT.getBean(DataSource.class);
    static final PlatformTransactionManager TRANSACTIONS = CONTEXT.getBean(PlatformTransactionManager.class);
    static final JdbcClient JDBC = JdbcClient.create(DATA_SOURCE);
    static final Report REPORT = CONTEXT.getBean(Report.class);
    static final Reconciliation RECONCILIATION = reconciliation(CONTEXT.getBean(JobRepository.class), CONTEXT.getBean(JobOperator.class));

    private Lab() {}

    static Reconciliation reconciliation(JobRepository repository, JobOperator operator) {
        return new Reconciliation(DATA_SOURCE, TRANSACTIONS, repository, operator, Clock.fixed(NOW, ZoneOffset.UTC),
                new Progress(Clock.systemUTC(), Duration.ofDays(1), Progress.NONE));
    }

    static void empty() {
        JDBC.sql(
                "TRUNCATE parcels, tracking_events, reported_files, tracking_files, tracking_parts, rejects, facts, relay_queue, parcel_aliases, code_tables, dropped_events RESTART IDENTITY")
                .update();
    }

    /** A parcel as Record makes it. */
    static void parcel(String number, String order) {
        parcel(number, order, "[2025-04-20,2025-08-20)");
    }

    static void parcel(String number, String order, String window) {
        JDBC.sql(
                "INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment) VALUES ('dpd', :number, CAST(:window AS tstzrange), :order, 1, '1')")
                .param("number", number).param("order", order).param("window", window).update();
    }

    static Result reconcile(Path drop, int linesPerChunk) {
        return reconcile(drop, linesPerChunk, new StopSignal());
    }

    static Result reconcile(Path drop, int linesPerChunk, StepInterruptionPolicy betweenChunks) {
        return reconcile(settings(drop, linesPerChunk), betweenChunks);
    }

    static Result reconcile(Settings settings) {
        return reconcile(settings, new StopSignal());
    }

    static Result reconcile(Settings settings, StepInterruptionPolicy betweenChunks) {
        try {
            return RECONCILIATION.run(settings, betweenChunks);
        } catch (SQLException | JobExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static Settings settings(Path drop, int linesPerChunk) {
        return settings(drop, linesPerChunk, 1);
    }

    static Settings settings(Path drop, int linesPerChunk, int writers) {
        return new Settings(DropStore.at(drop.toString()), Dpd.NO_CLOCK, null, linesPerChunk, writers, Long.MAX_VALUE);
    }

    /** Everything a reconciliation leaves behind that may not depend on chunks or interruptions. */
    static List<String> record() {
        List<String> record = new ArrayList<>();
        record.addAll(rows("SELECT * FROM tracking_events ORDER BY carrier, number, said_at, scan_code, depot"));
        record.addAll(
                rows("SELECT carrier, number, label_window, order_id, status, rank, at, code, silent_at FROM parcels ORDER BY 1, 2, 3"));
        record.addAll(rows("SELECT source, event_key, order_id, name, payload, raw_text, occurred_at, state FROM facts ORDER BY 1, 2"));
        record.addAll(rows("SELECT order_id FROM relay_queue ORDER BY 1"));
        record.addAll(rows("SELECT * FROM rejects ORDER BY file_id, line"));
        record.addAll(rows(
                "SELECT file_id, content_hash, state, rows, events, rejected, facts, unmapped FROM tracking_files ORDER BY 1"));
        return record;
    }

    static List<String> rows(String sql) {
        return JDBC.sql("SELECT CAST(row_ AS text) FROM (" + sql + ") row_").query(String.class).list();
    }

    private static EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
