package dev.pressroom.sandbox.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.ItemPreparedStatementSetter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.DefaultFieldSet;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The same file loaded by what one would write without Pressroom. */
final class Baselines {

    private static final String[] STATUS = {"05 ACCEPTED 10", "15 ACCEPTED 10", "01 IN_TRANSIT 20", "02 IN_TRANSIT 20", "08 IN_TRANSIT 20",
            "10 IN_TRANSIT 20", "12 CUSTOMS 30", "03 OUT_FOR_DELIVERY 40", "09 DELAYED 50 ParcelDelayed",
            "04 ATTEMPT_FAILED 60 ParcelDelayed",
            "14 ATTEMPT_FAILED 60 ParcelDelayed", "13 DELIVERED 110 ParcelDelivered", "06 RETURNING 120 ParcelReturning"};

    /** (a) as SQL: all 31 columns into a temporary table, then one statement; no parcels, no facts, no restart. Also run by the Python one. */
    static final String RAW_TABLE = "CREATE TEMP TABLE raw (line bigint GENERATED ALWAYS AS IDENTITY, "
            + "c1 text,c2 text,c3 text,c4 text,c5 text,c6 text,c7 text,c8 text,c9 text,c10 text,c11 text,c12 text,c13 text,c14 text,c15 text,c16 text,"
            + "c17 text,c18 text,c19 text,c20 text,c21 text,c22 text,c23 text,c24 text,c25 text,c26 text,c27 text,c28 text,c29 text,c30 text,c31 text,c32 text)";
    static final String RAW_COPY = "COPY raw (c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,c18,c19,c20,c21,c22,c23,c24,c25,c26,c27,c28,c29,"
            + "c30,c31,c32) FROM STDIN (FORMAT csv, DELIMITER ';', HEADER true, QUOTE E'\\x01')";
    static final String RAW_INSERT = """
        INSERT INTO tracking_events (carrier, number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, fact, country, file_id, line)
        SELECT 'dpd', c1, to_timestamp(c4, 'YYYYMMDDHH24MISS')::timestamp, c2, c3, c4,
               to_timestamp(c4, 'YYYYMMDDHH24MISS')::timestamp AT TIME ZONE 'Europe/Brussels', 'Europe/Brussels',
               coalesce(m.status, 'UNMAPPED'), coalesce(m.rank, 0), m.fact, c9, 1, line
        FROM raw LEFT JOIN (VALUES %s) m (code, status, rank, fact) ON m.code = c2
        WHERE c1 ~ '^[0-9]{14}$' AND c4 ~ '^[0-9]{14}$'
        ON CONFLICT DO NOTHING"""
            .formatted(values());

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private Baselines() {}

    private static String values() {
        return String.join(", ", List.of(STATUS).stream().map(line -> {
            String[] parts = line.split(" ");
            return "('" + parts[0] + "', '" + parts[1] + "', " + parts[2] + ", " + (parts.length > 3 ? "'" + parts[3] + "'" : "NULL") + ")";
        }).toList());
    }

    static void copy(DataSource dataSource, Path file) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                InputStream in = Files.newInputStream(file)) {
            connection.setAutoCommit(false);
            statement.execute(RAW_TABLE);
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(RAW_COPY, in, 1 << 16);
            statement.execute(RAW_INSERT);
            connection.commit();
        }
    }

    private record Row(String number, String code, String depot, String said, LocalDateTime at, String status, int rank,
            @Nullable String fact,
            String country) {}

    /** (b): a flat-file reader and JDBC batch writers that do the same work: events, parcels, facts, relay. Its job repository forgets, which is faster. */
    static void springBatch(DataSource dataSource, Path file, int rowsPerChunk) throws Exception {
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        ResourcelessJobRepository repository = new ResourcelessJobRepository();
        Map<String, String[]> meanings = List.of(STATUS).stream().map(line -> line.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts));
        FlatFileItemReader<String[]> reader = new FlatFileItemReaderBuilder<String[]>().name("scans").resource(new FileSystemResource(file))
                .linesToSkip(1).lineTokenizer(line -> new DefaultFieldSet(line.split(";", -1)))
                .fieldSetMapper(fields -> fields.getValues()).build();
        Step step = new StepBuilder("load", repository).<String[], Row>chunk(rowsPerChunk).transactionManager(transactions).reader(reader)
                .processor(cells -> row(cells, meanings)).writer(writer(dataSource)).build();
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setTaskExecutor(new SyncTaskExecutor());
        JobExecution execution = operator.start(new JobBuilder("plain", repository).start(step).build(), new JobParameters());
        if (execution.getStatus().isUnsuccessful()) {
            throw new IllegalStateException("the plain job failed", execution.getAllFailureExceptions().getFirst());
        }
    }

    private static @Nullable Row row(String[] cells, Map<String, String[]> meanings) {
        if (cells[0].length() != 14 || cells[3].length() != 14) {
            return null;
        }
        String[] meaning = meanings.getOrDefault(cells[1], new String[]{cells[1], "UNMAPPED", "0"});
        return new Row(cells[0], cells[1], cells[2], cells[3], LocalDateTime.parse(cells[3], TIME), meaning[1],
                Integer.parseInt(meaning[2]),
                meaning.length > 3 ? meaning[3] : null, cells[8]);
    }

    private static CompositeItemWriter<Row> writer(DataSource dataSource) {
        ZoneId zone = ZoneId.of("Europe/Brussels");
        return new CompositeItemWriter<>(List.of(one(dataSource,
                """
                    INSERT INTO tracking_events (carrier, number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, fact, country, file_id, line)
                    VALUES ('dpd', ?, ?, ?, ?, ?, ?, 'Europe/Brussels', ?, ?, ?, ?, 1, 0) ON CONFLICT DO NOTHING""",
                (row, statement) -> {
                    statement.setString(1, row.number());
                    statement.setTimestamp(2, Timestamp.valueOf(row.at()));
                    statement.setString(3, row.code());
                    statement.setString(4, row.depot());
                    statement.setString(5, row.said());
                    statement.setTimestamp(6, Timestamp.from(row.at().atZone(zone).toInstant()));
                    statement.setString(7, row.status());
                    statement.setInt(8, row.rank());
                    statement.setString(9, row.fact());
                    statement.setString(10, row.country());
                }), one(dataSource, """
                    UPDATE parcels SET status = ?, rank = ?, at = ?, code = ?
                    WHERE carrier = 'dpd' AND number = ? AND label_window @> CAST(? AS timestamptz)
                      AND (at IS NULL OR (? >= 100, CAST(? AS timestamptz), ?, ?) > (rank >= 100, at, rank, code))""", (row, statement) -> {
                    Timestamp at = Timestamp.from(row.at().atZone(zone).toInstant());
                    statement.setString(1, row.status());
                    statement.setInt(2, row.rank());
                    statement.setTimestamp(3, at);
                    statement.setString(4, row.code());
                    statement.setString(5, row.number());
                    statement.setTimestamp(6, at);
                    statement.setInt(7, row.rank());
                    statement.setTimestamp(8, at);
                    statement.setInt(9, row.rank());
                    statement.setString(10, row.code());
                }),
                milestones(dataSource,
                        """
                            WITH told AS (
                                INSERT INTO facts (source, event_key, order_id, name, payload, raw_text, occurred_at, received_at, state)
                                SELECT 'carrier/dpd', concat_ws('|', number, ?, ?, ?), order_id, ?,
                                       jsonb_build_object('type', 'ParcelFact', 'carrier', 'dpd', 'number', number), ?, ?, now(), 'NEW'
                                FROM parcels WHERE carrier = 'dpd' AND number = ? AND label_window @> CAST(? AS timestamptz)
                                ON CONFLICT (source, event_key) DO NOTHING RETURNING order_id)
                            INSERT INTO relay_queue (order_id, due_at) SELECT order_id, now() FROM told
                            ON CONFLICT (order_id) DO UPDATE SET seq = relay_queue.seq + 1""",
                        (row, statement) -> {
                            Timestamp at = Timestamp.from(row.at().atZone(zone).toInstant());
                            statement.setString(1, row.said());
                            statement.setString(2, row.code());
                            statement.setString(3, row.depot());
                            statement.setString(4, row.fact());
                            statement.setString(5, row.code());
                            statement.setTimestamp(6, at);
                            statement.setString(7, row.number());
                            statement.setTimestamp(8, at);
                        })));
    }

    private static ItemWriter<Row> milestones(DataSource dataSource, String sql, ItemPreparedStatementSetter<Row> setter) {
        JdbcBatchItemWriter<Row> writer = one(dataSource, sql, setter);
        return chunk -> {
            List<? extends Row> milestones = chunk.getItems().stream().filter(row -> row.fact() != null).toList();
            if (!milestones.isEmpty()) {
                writer.write(new Chunk<Row>(milestones));
            }
        };
    }

    private static JdbcBatchItemWriter<Row> one(DataSource dataSource, String sql, ItemPreparedStatementSetter<Row> setter) {
        JdbcBatchItemWriter<Row> writer = new JdbcBatchItemWriterBuilder<Row>().dataSource(dataSource).sql(sql)
                .itemPreparedStatementSetter(setter)
                .assertUpdates(false).build();
        writer.afterPropertiesSet();
        return writer;
    }
}
