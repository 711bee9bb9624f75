package dev.pressroom.app.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Secrets;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterChannels;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.ledger.Ledger.State;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.PrinterActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a ledger in a real database and printers whose answers are scripted. */
class PrinterCallsTest {

    private static final Path CONFIG = Path.of("../sandbox/src/main/resources/pressroom.config");
    private static final JobKey JOB = new JobKey("A-1", 1, 1);
    private static final String QUEUE = "photofinale-us";
    private static final String SFTP = "elanders-de";
    private static final String KEYED = "prodigi-uk";
    private static final String UNKEYED = "siteflow-uk";

    private final Database database = Database.fresh();
    private volatile Instant now = Samples.NOON;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Ledger ledger = new Ledger(database.jdbc(), clock);
    private final ScriptedChannels printers = new ScriptedChannels();
    private final Set<String> drained = new HashSet<>();
    @AutoClose
    private final JobLocks locks = new JobLocks(database.source());
    @AutoClose
    private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build()).build());
    private PrinterActivities calls;

    /** Answers as it is told; a printer that reads files or a queue cannot be asked. */
    private static final class ScriptedChannels implements PrinterChannels {
        final Deque<Outcome> submits = new ArrayDeque<>();
        Found found = new Found.Undecided("cannot be asked");
        final List<JobKey> sent = new ArrayList<>();

        @Override
        public Step.Done<Outcome> submit(String printerId, Ticket ticket, Dialect.Context context) {
            sent.add(ticket.key());
            return Step.Done.of(submits.remove());
        }

        @Override
        public Step.Done<Found> lookUp(String printerId, JobKey key, Set<Ref> refs) {
            return Step.Done.of(found);
        }

        @Override
        public Step.Done<Change> cancel(String printerId, Set<Ref> refs, List<ItemQuantity> part, Dialect.Context context) {
            return Step.Done.of(new Change.NotOffered());
        }

        @Override
        public Step.Done<Change> readdress(String printerId, Set<Ref> refs, Address address) {
            return Step.Done.of(new Change.NotOffered());
        }

        @Override
        public boolean reread(String printerId, Ref hint) {
            return true;
        }
    }

    @BeforeEach
    void start() {
        var jdbc = database.jdbc();
        new Intake(jdbc, database.transactions()).place(Samples.order("A-1"));
        jdbc.sql("UPDATE order_items SET product = 'PRINT-10X15'").update();
        jdbc.sql(
                """
                    INSERT INTO jobs (order_id, job, items, status, attempt) VALUES ('A-1', 1, '[{"item": "prints", "quantity": 2}]', 'PREPARING', 1)
                    """)
                .update();
        ArtworkShelf shelf = new ArtworkShelf(jdbc, clock);
        shelf.keep("key", """
            [{"name": "print-1.pdf", "role": "PRINT", "bytes": 3, "pages": 1, "sha256": "%s", "md5": "%s"}]"""
                .formatted("a".repeat(64), "b".repeat(32)));
        var profiles = PrinterProfiles.load(CONFIG.resolve("printers"), null, Secrets.ofProcess().orEmpty()).profiles();
        for (String printer : List.of(QUEUE, SFTP, KEYED, UNKEYED)) {
            shelf.assign(JOB, printer, "prints", "key");
        }
        Tickets tickets = new Tickets(database.transactions(), ledger, new OrderRecord(jdbc, clock), shelf,
                (artwork, stamped) -> "https://files.example.org/" + artwork.name());
        activities.registerActivitiesImplementations(new PrinterCalls(locks, database.transactions(), ledger, printers, tickets,
                id -> new Printer(profiles.get(id), Dialects.of(profiles.get(id))), drained::contains, id -> null, id -> {
                }, clock));
        calls = activities.newActivityStub(PrinterActivities.class, ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1)).setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    }

    private State state() {
        return ledger.find(JOB).orElseThrow().state();
    }

    private static Submission.Kind kind(StepResult result) {
        return ((Submission) result).kind();
    }

    private static LookedUp.Kind found(StepResult result) {
        return ((LookedUp) result).kind();
    }

    /** What a kill between the intent and the send leaves behind. */
    @Test
    void aDrainingPrinterGetsAJobOnlyWhenNobodyElseTookIt() {
        drained.add(SFTP);
        Submission first = (Submission) calls.submit(JOB, SFTP);
        assertThat(first.kind()).isEqualTo(Submission.Kind.DEFERRED);
        assertThat(first.code()).isEqualTo("DRAINING");
        assertThat(printers.sent).isEmpty();
        printers.submits.add(new Outcome.Received());
        assertThat(kind(calls.submit(JOB, SFTP))).isEqualTo(Submission.Kind.RECEIVED);
    }

    @Test
    void anIntentForAQueueIsSentAgainWhileTheQueueDropsRepeats() {
        ledger.intend(JOB, QUEUE, "p1");
        now = now.plusSeconds(60);
        printers.submits.add(new Outcome.Received());
        assertThat(kind(calls.submit(JOB, QUEUE))).isEqualTo(Submission.Kind.RECEIVED);
        assertThat(printers.sent).containsExactly(JOB);
        assertThat(state()).isEqualTo(State.RECEIVED);
    }

    @Test
    void anIntentForAQueueThatMayHaveForgottenWaitsForThePrintersWord() {
        ledger.intend(JOB, QUEUE, "p1");
        now = now.plus(Duration.ofMinutes(5));
        assertThat(kind(calls.submit(JOB, QUEUE))).isEqualTo(Submission.Kind.UNKNOWN);
        assertThat(found(calls.lookUp(JOB, QUEUE))).isEqualTo(LookedUp.Kind.UNDECIDED);
        assertThat(printers.sent).isEmpty();
        assertThat(state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aRepeatThatCouldNotBeSentLeavesOpenWhetherTheFirstOneArrived() {
        printers.submits.add(new Outcome.Unknown("connection reset"));
        printers.submits.add(new Outcome.Deferred(null, Deferral.CIRCUIT_OPEN, "lane photofinale-us.sqs: its circuit is open"));
        printers.submits.add(new Outcome.Received());
        assertThat(kind(calls.submit(JOB, QUEUE))).isEqualTo(Submission.Kind.UNKNOWN);
        assertThat(found(calls.lookUp(JOB, QUEUE))).isEqualTo(LookedUp.Kind.UNDECIDED);
        assertThat(state()).isEqualTo(State.UNKNOWN);
        assertThat(found(calls.lookUp(JOB, QUEUE))).isEqualTo(LookedUp.Kind.RECEIVED);
        assertThat(state()).isEqualTo(State.RECEIVED);
        assertThat(printers.sent).hasSize(3);
    }

    @Test
    void nothingButAQueueIsSentToTwice() {
        printers.submits.add(new Outcome.Unknown("connection reset"));
        calls.submit(JOB, SFTP);
        assertThat(found(calls.lookUp(JOB, SFTP))).isEqualTo(LookedUp.Kind.UNDECIDED);
        assertThat(kind(calls.submit(JOB, SFTP))).isEqualTo(Submission.Kind.UNKNOWN);
        assertThat(printers.sent).hasSize(1);
    }

    @Test
    void whatAPrinterTookStaysTakenWhateverALaterLookUpFinds() {
        printers.submits.add(new Outcome.Accepted());
        calls.submit(JOB, SFTP);
        printers.found = new Found.NotAtPrinter();
        assertThat(found(calls.lookUp(JOB, SFTP))).isEqualTo(LookedUp.Kind.UNDECIDED);
        assertThat(state()).isEqualTo(State.ACCEPTED);
        assertThat(kind(calls.submit(JOB, SFTP))).isEqualTo(Submission.Kind.ACCEPTED);
        assertThat(printers.sent).hasSize(1);
    }

    @Test
    void whatDidNotArriveIsSettledAndTheReasonOfADeferralIsShort() {
        printers.submits.add(new Outcome.Deferred(null, "HTTP 429: our press is busy, it is paused until noon"));
        assertThat(((Submission) calls.submit(JOB, SFTP)).code()).as("a printer's words are no cause of ours").isEqualTo("DEFERRED");
        printers.submits.add(new Outcome.Deferred(null, Deferral.LANE_FULL, "lane elanders-de.sftp: full: 2 at once"));
        assertThat(((Submission) calls.submit(JOB, SFTP)).code()).isEqualTo("LANE_FULL");
        printers.submits.add(new Outcome.Unknown("connection reset"));
        calls.submit(JOB, SFTP);
        printers.found = new Found.NotAtPrinter();
        assertThat(found(calls.lookUp(JOB, SFTP))).isEqualTo(LookedUp.Kind.NOT_THERE);
        assertThat(state()).isEqualTo(State.NOT_RECEIVED);
    }

    @Test
    void aJobThatAPrinterStoresAfterWeHungUpIsNotOrderedAgainUnderAnotherKey() {
        printers.submits.add(new Outcome.Unknown("read timed out"));
        calls.submit(JOB, KEYED);
        printers.found = new Found.NotAtPrinter();
        printers.submits.add(new Outcome.Accepted());
        assertThat(found(calls.lookUp(JOB, KEYED))).isEqualTo(LookedUp.Kind.ACCEPTED);
        assertThat(printers.sent).as("the same ticket, under the same key").containsExactly(JOB, JOB);
        assertThat(state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aRepeatUnderTheSameKeyThatIsNotAnsweredEitherLeavesTheJobOpen() {
        printers.submits.add(new Outcome.Unknown("read timed out"));
        calls.submit(JOB, KEYED);
        printers.found = new Found.NotAtPrinter();
        now = now.plus(Duration.ofHours(1));
        printers.submits.add(new Outcome.Unknown("read timed out"));
        assertThat(found(calls.lookUp(JOB, KEYED))).isEqualTo(LookedUp.Kind.UNDECIDED);
        printers.submits.add(new Outcome.Deferred(null, Deferral.CIRCUIT_OPEN, "its circuit is open"));
        assertThat(found(calls.lookUp(JOB, KEYED))).as("the repeat may still be on its way").isEqualTo(LookedUp.Kind.UNDECIDED);
        now = now.plus(Duration.ofMinutes(3));
        printers.submits.add(new Outcome.Deferred(null, Deferral.PAUSED, "it is paused"));
        assertThat(found(calls.lookUp(JOB, KEYED))).isEqualTo(LookedUp.Kind.NOT_THERE);
    }

    @Test
    void anIntentWhoseSenderDiedIsNeitherForgottenNorPutOffWhenItsRepeatCannotBeSent() {
        ledger.intend(JOB, KEYED, "p1");
        now = now.plusSeconds(20);
        printers.found = new Found.NotAtPrinter();
        printers.submits.add(new Outcome.Deferred(null, Deferral.CIRCUIT_OPEN, "its circuit is open"));
        assertThat(kind(calls.submit(JOB, KEYED))).as("deferred would let another printer have it").isEqualTo(Submission.Kind.UNKNOWN);
    }

    @Test
    void aJobThatIsTakenBackOrHeldIsNotSentAgainToFindOutWhereItIs() {
        for (String snapshot : List.of("{\"jobs\": [{\"number\": 1, \"withdrawal\": {\"since\": \"2026-11-20T12:00:00Z\"}}]}",
                "{\"hold\": \"c-1\", \"jobs\": [{\"number\": 1}]}")) {
            database.jdbc().sql("DELETE FROM attempt_refs").update();
            database.jdbc().sql("DELETE FROM attempts").update();
            printers.sent.clear();
            printers.submits.add(new Outcome.Unknown("read timed out"));
            calls.submit(JOB, KEYED);
            database.jdbc().sql("UPDATE orders SET snapshot = :snapshot::jsonb").param("snapshot", snapshot).update();
            printers.found = new Found.NotAtPrinter();
            now = now.plusSeconds(14);
            assertThat(found(calls.lookUp(JOB, KEYED))).isEqualTo(LookedUp.Kind.UNDECIDED);
            now = now.plus(Duration.ofMinutes(2));
            assertThat(found(calls.lookUp(JOB, KEYED))).isEqualTo(LookedUp.Kind.NOT_THERE);
            assertThat(printers.sent).containsExactly(JOB);
        }
    }

    @Test
    void aListWithoutTheJobIsBelievedOnlyWhenThePrinterHadTimeToStoreIt() {
        printers.submits.add(new Outcome.Unknown("read timed out"));
        calls.submit(JOB, UNKEYED);
        printers.found = new Found.NotAtPrinter();
        now = now.plusSeconds(2);
        assertThat(found(calls.lookUp(JOB, UNKEYED))).isEqualTo(LookedUp.Kind.UNDECIDED);
        assertThat(state()).isEqualTo(State.UNKNOWN);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(found(calls.lookUp(JOB, UNKEYED))).isEqualTo(LookedUp.Kind.NOT_THERE);
        assertThat(printers.sent).containsExactly(JOB);
    }

    @Test
    void whatIsSentAfterALookUpHasItsOwnTimeToArrive() {
        ledger.intend(JOB, UNKEYED, "p1");
        now = now.plus(Duration.ofMinutes(10));
        printers.found = new Found.NotAtPrinter();
        printers.submits.add(new Outcome.Unknown("read timed out"));
        assertThat(kind(calls.submit(JOB, UNKEYED))).isEqualTo(Submission.Kind.UNKNOWN);
        assertThat(printers.sent).containsExactly(JOB);
        now = now.plusSeconds(2);
        assertThat(found(calls.lookUp(JOB, UNKEYED))).isEqualTo(LookedUp.Kind.UNDECIDED);
    }

    @Test
    void anAttemptThatNobodyBeganIsKnownNotToBeAtThePrinterAndIsNeverSentLater() {
        assertThat(found(calls.lookUp(JOB, QUEUE))).isEqualTo(LookedUp.Kind.NOT_THERE);
        assertThat(state()).isEqualTo(State.NOT_RECEIVED);
        assertThat(found(calls.lookUp(JOB, QUEUE))).as("asked again").isEqualTo(LookedUp.Kind.NOT_THERE);
        Submission late = (Submission) calls.submit(JOB, QUEUE);
        assertThat(late.kind()).isEqualTo(Submission.Kind.UNKNOWN);
        assertThat(late.code()).isEqualTo("NOT_RECEIVED");
        assertThat(printers.sent).isEmpty();
    }

    @Test
    void aSubmitThatWokeUpAfterItsAttemptWasSettledSendsNothing() {
        drained.add(SFTP);
        assertThat(kind(calls.submit(JOB, SFTP))).isEqualTo(Submission.Kind.DEFERRED);
        printers.found = new Found.NotAtPrinter();
        assertThat(found(calls.lookUp(JOB, SFTP))).isEqualTo(LookedUp.Kind.NOT_THERE);
        assertThat(kind(calls.submit(JOB, SFTP))).isEqualTo(Submission.Kind.UNKNOWN);
        assertThat(printers.sent).isEmpty();
        assertThatThrownBy(() -> ledger.intend(JOB, SFTP, "p1")).hasMessageContaining("NOT_RECEIVED");
    }
}
