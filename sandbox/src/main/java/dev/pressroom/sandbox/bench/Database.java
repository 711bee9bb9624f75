package dev.pressroom.sandbox.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that is as careful as one in service: it flushes each commit to the disk, which is asserted. */
final class Database implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path data;

    Database(Path folder) throws IOException {
        data = folder.resolve("postgres");
        postgres = EmbeddedPostgres.builder().setDataDirectory(data).setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "1GB").setServerConfig("max_wal_size", "4GB").setServerConfig("work_mem", "64MB")
                .setServerConfig("checkpoint_timeout", "15min").start();
        Flyway.configure().dataSource(dataSource()).locations("classpath:db/migration").schemas("pressroom").createSchemas(true).load()
                .migrate();
        for (String setting : new String[]{"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = jdbc().sql("SELECT current_setting(:setting)").param("setting", setting).query(String.class).single();
            if (!value.equals("on")) {
                throw new IllegalStateException(setting + " is " + value + "; the benchmark would measure a database that loses data");
            }
        }
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = (PGSimpleDataSource) postgres.getPostgresDatabase();
        source.setCurrentSchema("pressroom");
        source.setReWriteBatchedInserts(true);
        return source;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=pressroom";
    }

    int port() {
        return postgres.getPort();
    }

    /** Nothing loaded, the file's parcels known, partitions there, statistics fresh. */
    void reset(TrackingFile file) {
        JdbcClient jdbc = jdbc();
        jdbc.sql(
                "TRUNCATE parcels, tracking_events, reported_files, tracking_files, tracking_parts, rejects, facts, relay_queue, parcel_aliases RESTART IDENTITY")
                .update();
        Instant begin = file.end().minus(TrackingFile.DAYS + 2, ChronoUnit.DAYS);
        for (int days = 0; days <= TrackingFile.DAYS + 4; days += 5) {
            jdbc.sql("SELECT make_tracking_partition(CAST(:day AS date))")
                    .param("day", begin.plus(days, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC))
                    .query(row -> {
                    });
        }
        renewParcels(file);
    }

    /** Four fifths of the file's parcels, known since the night before its first scan; what was loaded before stays. */
    void renewParcels(TrackingFile file) {
        JdbcClient jdbc = jdbc();
        Instant begin = file.end().minus(TrackingFile.DAYS + 2, ChronoUnit.DAYS);
        jdbc.sql("TRUNCATE parcels").update();
        jdbc.sql(
                """
                    INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment, swept)
                    SELECT 'dpd', lpad(CAST(5300000000000 + n AS text), 14, '0'), tstzrange(:begin, :begin + interval '121 days'), 'B-' || n / 2, 1, '1', true
                    FROM generate_series(0, :parcels - 1) n WHERE n % 5 <> 0
                    """)
                .param("begin", begin.atOffset(ZoneOffset.UTC)).param("parcels", file.parcels()).update();
        jdbc.sql("VACUUM ANALYZE").update();
        jdbc.sql("CHECKPOINT").update();
    }

    /** CPU seconds of the database and of this process since they began, see {@link Cpu}. */
    double cpuSeconds() throws IOException {
        return Cpu.seconds(data);
    }

    long count(String sql) {
        return jdbc().sql(sql).query(Long.class).single();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
