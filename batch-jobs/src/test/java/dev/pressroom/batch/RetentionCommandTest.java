package dev.pressroom.batch;

import static dev.pressroom.batch.Lab.JDBC;
import static dev.pressroom.batch.Lab.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.tracking.Expiry;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RetentionCommandTest {

    private static final Instant BEFORE = Instant.parse("2025-06-15T00:00:00Z");

    @TempDir
    Path drop;

    private final Expiry expiry = new Expiry(Lab.DATA_SOURCE);

    @BeforeEach
    @AfterEach
    void emptyRecord() {
        Lab.empty();
        JDBC.sql("TRUNCATE orders, messages CASCADE").update();
    }

    @Test
    void countsFirstThenClearsReceiversOfOrdersClosedBefore() {
        order("A-old", "2025-06-01");
        order("A-new", "2025-06-20");
        order("A-open", null);

        assertThat(expiry.addresses(BEFORE, true)).isOne();
        assertThat(rows("SELECT name FROM addresses WHERE name <> ''")).hasSize(3);
        assertThat(expiry.addresses(BEFORE, false)).isOne();
        assertThat(expiry.addresses(BEFORE, false)).isZero();
        assertThat(rows("SELECT order_id, name, line1, country, email FROM addresses ORDER BY 1")).containsExactly(
                "(A-new,Ada,Street,DE,a@example.com)", "(A-old,\"\",\"\",DE,)", "(A-open,Ada,Street,DE,a@example.com)");
    }

    @Test
    void deletesReadMessagesAndKeepsThoseThatWait() {
        message("1", "DONE", "2025-06-01");
        message("2", "QUARANTINED", "2025-06-01");
        message("3", "DONE", "2025-06-20");

        assertThat(expiry.messages(BEFORE, true)).isOne();
        assertThat(expiry.messages(BEFORE, false)).isOne();
        assertThat(rows("SELECT message_key FROM messages ORDER BY 1")).containsExactly("(2)", "(3)");
    }

    @Test
    void forgetsTheRawTextOfRejectsAndKeepsTheReason() {
        Dpd.drop(drop, "aaaaaa", "broken");
        Lab.reconcile(drop, 50);

        assertThat(expiry.rejects(Instant.parse("2025-06-01T02:00:00Z"), false)).isZero();
        assertThat(expiry.rejects(BEFORE, true)).isOne();
        assertThat(expiry.rejects(BEFORE, false)).isOne();
        assertThat(rows("SELECT line, code, raw FROM rejects")).containsExactly("(2,COLUMNS,)");
    }

    @Test
    void dropsWholeMonthsOfEvents() {
        Dpd.drop(drop, "aaaaaa", Dpd.row(Dpd.number(1), "13", "0512", "20190520110000"),
                Dpd.row(Dpd.number(1), "13", "0512", "20250520110000"));
        Lab.reconcile(drop, 50);

        Instant before = Instant.parse("2019-12-15T00:00:00Z");
        long months = expiry.events(before, true);
        assertThat(months).isPositive();
        assertThat(expiry.events(before, false)).isEqualTo(months);
        assertThat(expiry.events(before, false)).isZero();
        assertThat(rows("SELECT said_at FROM tracking_events")).containsExactly("(\"2025-05-20 11:00:00\")");
    }

    @Test
    void takesNoAgeOfLessThanADay() {
        assertThat(new CommandLine(new RetentionCommand()).setErr(new PrintWriter(Writer.nullWriter()))
                .execute("--messages", "1h", "--delete")).isEqualTo(2);
    }

    @Test
    void isOneOfTheProgramsCommands() {
        assertThat(new CommandLine(BatchJobs.class).getSubcommands()).containsOnlyKeys("reconcile", "carrier", "retention");
    }

    private static void order(String id, String closed) {
        JDBC.sql("""
            INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, closed_at, updated_at)
            VALUES (:order, 'demo', 'STANDARD', 'DE', '', 'demo', '2025-05-01', CAST(:closed AS timestamptz), '2025-05-01')
            """).param("order", id).param("closed", closed).update();
        JDBC.sql("""
            INSERT INTO addresses (order_id, version, name, line1, postal_code, city, country, email, created_at)
            VALUES (:order, 1, 'Ada', 'Street', '10115', 'Berlin', 'DE', 'a@example.com', '2025-05-01')
            """).param("order", id).update();
    }

    private static void message(String key, String state, String received) {
        JDBC.sql("""
            INSERT INTO messages (source, message_key, body_hash, channel, headers, body, received_at, state)
            VALUES ('printer/x', :key, '', 'webhook', '{}', '', CAST(:received AS timestamptz), :state)
            """).param("key", key).param("received", received).param("state", state).update();
    }
}
