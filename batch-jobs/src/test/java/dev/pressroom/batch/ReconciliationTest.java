package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.drop;
import static dev.pressroom.batch.Dpd.mixed;
import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.parcel;
import static dev.pressroom.batch.Lab.reconcile;
import static dev.pressroom.batch.Lab.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.reconcile.Outcome;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.StopSignal;
import dev.pressroom.storage.tracking.LateParcels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.core.task.SyncTaskExecutor;
import tools.jackson.databind.json.JsonMapper;

class ReconciliationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path drop;

    @BeforeEach
    void emptyRecord() {
        Lab.empty();
    }

    @Test
    void tellsTheOrderThatItsParcelWasDelivered() {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "05", "0511", "20250519180000"), row(number(1), "13", "0512", "20250520110000"));

        Result result = reconcile(drop, 100);

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        assertThat(result.totals()).hasToString("files 1, rows 2, events 2, rejects 0, facts 1");
        assertThat(rows("SELECT status, rank, at, code FROM parcels")).containsExactly("(DELIVERED,110,\"2025-05-20 09:00:00+00\",13)");
        assertThat(rows("SELECT order_id, seq FROM relay_queue")).containsExactly("(A-1,1)");
        assertThat(rows("SELECT source, event_key, order_id, job_key, name, state, raw_text FROM facts WHERE name = 'ParcelDelivered'"))
                .containsExactly("(carrier/dpd,05000000000001|20250520110000|13|0512,A-1,,ParcelDelivered,NEW,13)");
        assertThat(JSON.readTree(Lab.JDBC.sql("SELECT payload FROM facts WHERE name = 'ParcelDelivered'").query(String.class).single()))
                .isEqualTo(JSON.readTree("""
                    {"type": "ParcelFact",
                     "told": {"source": "carrier/dpd", "key": "05000000000001|20250520110000|13|0512", "occurredAt": "2025-05-20T09:00:00Z",
                              "saidAt": "20250520110000", "zoneRule": "Europe/Brussels", "receivedAt": "2025-06-01T02:00:00Z"},
                     "carrier": "dpd", "number": "05000000000001", "event": {"type": "ParcelDelivered", "code": "13"}}
                    """));
    }

    @Test
    void leavesTheSameRecordWhateverTheChunkSize() {
        String[] lines = mixed(40, 7);
        drop(drop, "aaaaaa", lines);
        drop(drop, "bbbbbb", mixed(60, 8));

        List<String> whole = recordWithChunksOf(1_000);

        assertThat(whole).anyMatch(row -> row.contains("ParcelReturning")).anyMatch(row -> row.contains("UNMAPPED"))
                .anyMatch(row -> row.contains("rounded by a spreadsheet"));
        assertThat(recordWithChunksOf(7)).isEqualTo(whole);
        assertThat(recordWithChunksOf(1)).isEqualTo(whole);
        assertThat(recordWith(1_000, 2)).isEqualTo(whole);
        assertThat(recordWith(9, 3)).isEqualTo(whole);
        assertThat(recordWith(20, 8)).isEqualTo(whole);
    }

    private List<String> recordWithChunksOf(int lines) {
        return recordWith(lines, 1);
    }

    private List<String> recordWith(int linesPerChunk, int writers) {
        Lab.empty();
        knownParcels();
        assertThat(reconcile(Lab.settings(drop, linesPerChunk, writers)).outcome()).isEqualTo(Outcome.OK);
        return Lab.record();
    }

    @Test
    void continuesWithAnotherNumberOfWritersThanItBeganWith() {
        drop(drop, "aaaaaa", mixed(40, 7));
        drop(drop, "bbbbbb", mixed(60, 8));
        List<String> undisturbed = recordWithChunksOf(50);

        Lab.empty();
        knownParcels();
        AtomicInteger chunks = new AtomicInteger();
        Result failed = Lab.reconcile(Lab.settings(drop, 50, 3), step -> {
            if (step.getStepName().startsWith("load") && chunks.incrementAndGet() == 6) {
                throw new IllegalStateException("in the middle");
            }
        });
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        drop(drop, "cccccc", mixed(40, 7)[0]);
        assertThat(reconcile(Lab.settings(drop, 20, 2)).outcome()).isEqualTo(Outcome.OK);

        List<String> record = new ArrayList<>(Lab.record());
        record.removeIf(row -> row.contains(",LOADED,1,0,0,0,{}"));
        assertThat(record.stream().filter(row -> !undisturbed.contains(row))).as("only after the failure").isEmpty();
        assertThat(undisturbed.stream().filter(row -> !record.contains(row))).as("only undisturbed").isEmpty();
        assertThat(rows("SELECT DISTINCT done FROM tracking_parts")).containsExactly("(t)");
    }

    private static void knownParcels() {
        for (int parcel = 0; parcel < 50; parcel++) {
            parcel(number(parcel), "A-" + parcel / 2);
        }
    }

    @Test
    void changesNothingWhenTheSameFileComesAgain() throws IOException {
        knownParcels();
        Path file = drop(drop, "aaaaaa", mixed(40, 7));
        reconcile(drop, 50);
        List<String> before = Lab.record();

        drop(drop, "zzzzzz", Files.readAllBytes(file));
        Result again = reconcile(drop, 50);

        assertThat(again.outcome()).isEqualTo(Outcome.OK);
        assertThat(again.totals()).hasToString("files 0, rows 0, events 0, rejects 0, facts 0");
        assertThat(Lab.record()).isEqualTo(before);
        assertThat(rows("SELECT name FROM tracking_files")).containsExactly("(SCANINFO_4711_D20250520T060000_aaaaaa)");
    }

    @Test
    void addsOnlyWhatIsNewWhenAFileIsIssuedAgainWithMoreRows() {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "05", "0511", "20250519180000"));
        reconcile(drop, 50);
        drop(drop, "bbbbbb", row(number(1), "05", "0511", "20250519180000"), row(number(1), "13", "0512", "20250520110000"));

        assertThat(reconcile(drop, 50).totals()).hasToString("files 1, rows 2, events 1, rejects 0, facts 1");
    }

    @Test
    void keepsTheFurthestStatusWhenScansArriveLate() {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        reconcile(drop, 50);
        drop(drop, "bbbbbb", row(number(1), "03", "0512", "20250520080000"), row(number(1), "09", "0512", "20250519080000"));
        Result late = reconcile(drop, 50);

        assertThat(late.totals()).hasToString("files 1, rows 2, events 2, rejects 0, facts 1");
        assertThat(rows("SELECT status, at FROM parcels")).containsExactly("(DELIVERED,\"2025-05-20 09:00:00+00\")");
        assertThat(rows("SELECT seq FROM relay_queue")).containsExactly("(2)");
    }

    @Test
    void reopensADeliveredParcelThatReturnsLater() {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "06", "0512", "20250522110000"), row(number(1), "13", "0512", "20250520110000"));

        reconcile(drop, 50);

        assertThat(rows("SELECT status FROM parcels")).containsExactly("(RETURNING)");
        assertThat(rows("SELECT name FROM facts ORDER BY occurred_at")).containsExactly("(ParcelDelivered)", "(ParcelReturning)");
    }

    @Test
    void staysDeliveredWhenADepotScansItAfterwards() {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "10", "0512", "20250521110000"), row(number(1), "13", "0512", "20250520110000"));
        reconcile(drop, 50);
        drop(drop, "bbbbbb", row(number(1), "09", "0512", "20250522110000"));
        reconcile(drop, 50);

        assertThat(rows("SELECT status, at FROM parcels")).containsExactly("(DELIVERED,\"2025-05-20 09:00:00+00\")");
    }

    @Test
    void tellsWhatCameBeforeTheParcelWasKnown() {
        drop(drop, "aaaaaa", row(number(1), "05", "0511", "20250519180000"), row(number(1), "13", "0512", "20250520110000"));
        assertThat(reconcile(drop, 50).totals()).hasToString("files 1, rows 2, events 2, rejects 0, facts 0");

        parcel(number(1), "A-1");
        assertThat(reconcile(drop, 50).totals()).hasToString("files 0, rows 0, events 0, rejects 0, facts 1");
        assertThat(reconcile(drop, 50).totals().facts()).isZero();
        assertThat(rows("SELECT status FROM parcels")).containsExactly("(DELIVERED)");
        assertThat(rows("SELECT order_id FROM relay_queue")).containsExactly("(A-1)");
    }

    @Test
    void tellsLateFactsAtOnceWhenAskedByWhoeverMadeTheParcel() {
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"), row(number(2), "13", "0512", "20250520110000"));
        reconcile(drop, 50);
        parcel(number(1), "A-1");

        LateParcels late = new LateParcels(Lab.DATA_SOURCE);
        assertThat(late.tell("dpd", number(1), Lab.NOW)).isEqualTo(1);
        assertThat(late.tell("dpd", number(1), Lab.NOW)).isZero();
        assertThat(reconcile(drop, 50).totals().facts()).isZero();
        assertThat(rows("SELECT order_id, name FROM facts")).containsExactly("(A-1,ParcelDelivered)");
    }

    @Test
    void givesAScanToTheParcelWhoseLabelWindowItFallsInto() {
        parcel(number(1), "A-old", "[2024-01-01,2024-04-30)");
        parcel(number(1), "A-new", "[2025-05-01,2025-08-28)");
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"), row(number(1), "13", "0512", "20240220110000"),
                row(number(1), "13", "0512", "20241220110000"));

        assertThat(reconcile(drop, 50).totals()).hasToString("files 1, rows 3, events 3, rejects 0, facts 2");
        assertThat(rows("SELECT order_id, at FROM parcels ORDER BY at"))
                .containsExactly("(A-old,\"2024-02-20 10:00:00+00\")", "(A-new,\"2025-05-20 09:00:00+00\")");
    }

    @Test
    void leavesOutARowThatTheDatabaseRefusesAndKeepsItsNeighbours() {
        String[] lines = new String[20];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = row(number(i), "13", i == 5 || i == 17 ? "refused" : "0512", "20250520110000");
        }
        drop(drop, "aaaaaa", lines);

        Lab.JDBC.sql("ALTER TABLE tracking_events ADD CONSTRAINT refusing CHECK (depot <> 'refused') NOT VALID").update();
        try {
            assertThat(reconcile(drop, 20).totals()).hasToString("files 1, rows 20, events 18, rejects 2, facts 0");
        } finally {
            Lab.JDBC.sql("ALTER TABLE tracking_events DROP CONSTRAINT refusing").update();
        }
        assertThat(rows("SELECT line, code, reason FROM rejects ORDER BY line")).containsExactly(
                "(7,DATABASE,\"the database refused this row (SQLSTATE 23514)\")",
                "(19,DATABASE,\"the database refused this row (SQLSTATE 23514)\")");
    }

    @Test
    void continuesWhereARunThatFailedInTheMiddleStopped() {
        drop(drop, "aaaaaa", mixed(40, 7));
        drop(drop, "bbbbbb", mixed(60, 8));
        List<String> undisturbed = recordWithChunksOf(50);

        Lab.empty();
        knownParcels();
        AtomicInteger chunks = new AtomicInteger();
        Result failed = reconcile(drop, 50, step -> {
            if (step.getStepName().startsWith("load") && chunks.incrementAndGet() == 4) {
                throw new IllegalStateException("after the commit of chunk 3");
            }
        });
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rows("SELECT state, next_line FROM tracking_files JOIN tracking_parts USING (file_id) ORDER BY file_id"))
                .containsExactly("(LOADING,152)", "(FOUND,1)");

        Result rest = reconcile(drop, 50);
        assertThat(rest.outcome()).isEqualTo(Outcome.OK);
        assertThat(rest.totals().files()).isEqualTo(2);
        assertThat(rest.totals().rows() + failed.totals().rows()).isEqualTo(mixed(40, 7).length + mixed(60, 8).length);
        assertThat(Lab.record()).isEqualTo(undisturbed);
    }

    @Test
    void stopsBetweenChunksWhenAskedAndContinuesNextTime() {
        drop(drop, "aaaaaa", mixed(40, 7));
        List<String> undisturbed = recordWithChunksOf(50);

        Lab.empty();
        knownParcels();
        StopSignal stop = new StopSignal();
        AtomicInteger chunks = new AtomicInteger();
        Result stopped = reconcile(drop, 50, step -> {
            if (step.getStepName().startsWith("load") && chunks.incrementAndGet() == 3) {
                stop.ask();
            }
            stop.checkInterrupted(step);
        });
        assertThat(stopped.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(stopped.totals()).hasFieldOrPropertyWithValue("files", 0L).hasFieldOrPropertyWithValue("rows", 100L);
        assertThat(rows("SELECT status FROM batch.batch_job_execution ORDER BY job_execution_id DESC LIMIT 1"))
                .containsExactly("(STOPPED)");

        assertThat(reconcile(drop, 50).outcome()).isEqualTo(Outcome.OK);
        assertThat(Lab.record()).isEqualTo(undisturbed);
    }

    @Test
    void rollsBackTheWholeChunkWhenItsPositionCannotMove() {
        parcel(number(1), "A-1");
        drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));

        Result failed = reconcile(drop, 1, step -> {
            if (step.getStepName().startsWith("load")) {
                Lab.JDBC.sql("UPDATE tracking_parts SET next_byte = 17").update();
            }
        });

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rows("SELECT * FROM tracking_events")).isEmpty();
        assertThat(rows("SELECT * FROM facts")).isEmpty();
        assertThat(rows("SELECT status FROM parcels")).containsExactly("(ANNOUNCED)");
    }

    @Test
    void leavesACarrierToTheRunThatHoldsIt() throws Exception {
        drop(drop, "aaaaaa", mixed(10, 7));
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch secondEnded = new CountDownLatch(1);
        CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> reconcile(drop, 50, step -> {
            loading.countDown();
            await(secondEnded);
        }));
        assertThat(loading.await(30, TimeUnit.SECONDS)).isTrue();

        Result second = reconcile(drop, 50);
        secondEnded.countDown();

        assertThat(second.outcome()).isEqualTo(Outcome.BUSY);
        assertThat(second.totals()).hasToString("files 0, rows 0, events 0, rejects 0, facts 0");
        assertThat(first.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.OK);
        assertThat(reconcile(drop, 50).outcome()).isEqualTo(Outcome.OK);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writesItsHistoryToTheJobRepository() {
        drop(drop, "aaaaaa", mixed(10, 7));
        Result result = reconcile(drop, 20);

        assertThat(rows("""
            SELECT execution.status, step.step_name, step.status, step.read_count, step.write_count
            FROM batch.batch_job_execution execution
            JOIN batch.batch_job_execution_params param USING (job_execution_id)
            JOIN batch.batch_step_execution step USING (job_execution_id)
            WHERE param.parameter_name = 'run' AND param.parameter_value = '%d' AND param.identifying = 'Y'
            ORDER BY execution.job_execution_id DESC, step.step_execution_id LIMIT 5""".formatted(result.run())))
                .hasSize(5).element(2).asString().startsWith("(COMPLETED,\"load 1\",COMPLETED");
        assertThat(rows("SELECT files, rows, outcome FROM reconciliation_runs WHERE run_id = " + result.run()))
                .containsExactly("(1," + result.totals().rows() + ",OK)");
    }

    @Test
    void refusesToRunWithAJobRepositoryThatForgets() throws Exception {
        drop(drop, "aaaaaa", mixed(10, 7));
        ResourcelessJobRepository forgetful = new ResourcelessJobRepository();
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(forgetful);
        operator.setTaskExecutor(new SyncTaskExecutor());

        Result result = Lab.reconciliation(forgetful, operator).run(Lab.settings(drop, 50), new StopSignal());

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rows("SELECT * FROM tracking_files")).isEmpty();
    }
}
