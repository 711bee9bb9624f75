package dev.pressroom.storage.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrinterFiguresTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int ENOUGH = 20;

    private final Database database = Database.fresh();
    private int jobs;

    @BeforeEach
    void order() {
        new Intake(database.jdbc(), database.transactions()).place(Samples.order("A-1"));
    }

    private PrinterFigures.Figures of(String printer) {
        return new PrinterFigures(database.jdbc(), Clock.fixed(NOON, ZoneOffset.UTC)).of(printer);
    }

    /** @param shipped how long before noon; null when it is still there */
    private void job(String printer, String status, Duration shipBy, Duration shipped) {
        database.jdbc().sql("""
            INSERT INTO jobs (order_id, job, items, status, printer_id, attempt, ship_by) VALUES ('A-1', ?, '[]', ?, ?, 1, ?)
            """).params(++jobs, status, printer, Timestamp.from(NOON.minus(shipBy))).update();
        if (shipped != null) {
            database.jdbc().sql("""
                INSERT INTO shipments (order_id, job, shipment, shipped_at, items, voided) VALUES ('A-1', ?, 'P-1', ?, '[]', false)
                """).params(jobs, Timestamp.from(NOON.minus(shipped))).update();
        }
    }

    @Test
    void daysLateAreThoseByWhichTheLastJobsLeftAfterTheirTime() {
        for (int n = 0; n < ENOUGH / 2; n++) {
            job("north", "SHIPPED", Duration.ofDays(5), Duration.ofDays(3));
            job("north", "DELIVERED", Duration.ofDays(5), Duration.ofDays(9));
        }
        assertThat(of("north").daysLate()).as("early is no merit").isEqualTo(1.0);
    }

    @Test
    void whatIsLateAndStillThereCountsAsIfItLeftNow() {
        for (int n = 0; n < ENOUGH; n++) {
            job("north", "IN_PRODUCTION", Duration.ofDays(4), null);
            job("north", "CANCELLED", Duration.ofDays(20), null);
            job("north", "WITH_PRINTER", Duration.ofDays(-1), null);
        }
        assertThat(of("north").daysLate()).isEqualTo(4.0);
        assertThat(of("north").openJobs()).isEqualTo(2 * ENOUGH);
    }

    @Test
    void fewJobsAndOldOnesSayNothing() {
        for (int n = 1; n < ENOUGH; n++) {
            job("north", "SHIPPED", Duration.ofDays(5), Duration.ofDays(1));
            job("south", "SHIPPED", Duration.ofDays(40), Duration.ofDays(1));
        }
        job("south", "SHIPPED", Duration.ofDays(40), Duration.ofDays(1));
        assertThat(of("north").daysLate()).isZero();
        assertThat(of("south").daysLate()).isZero();
    }
}
