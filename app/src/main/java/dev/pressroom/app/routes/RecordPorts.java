package dev.pressroom.app.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Content;
import dev.pressroom.routes.Cursors;
import dev.pressroom.routes.Files;
import dev.pressroom.routes.Inbox;
import dev.pressroom.routes.Offers;
import dev.pressroom.routes.Ports;
import dev.pressroom.routes.SubmissionLedger;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.ledger.Ledger.Entry;
import dev.pressroom.storage.ledger.Ledger.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The routes' ports over the record. */
public final class RecordPorts {

    private RecordPorts() {}

    public static Ports of(Inbox inbox, Ledger ledger, FileStore files, JdbcClient jdbc, Clock clock, UnaryOperator<String> secrets) {
        return new Ports(inbox, new StagedTickets(ledger), new StoredFiles(files), new PrinterCursors(jdbc), new PulledTickets(jdbc, clock),
                secrets);
    }

    record StagedTickets(Ledger ledger) implements SubmissionLedger {
        @Override
        public void staged(JobKey key, String ticketName) {
            ledger.staged(key, ticketName);
        }

        @Override
        public Optional<Staged> stagedTicket(JobKey key) {
            return ledger.find(key).filter(entry -> mayBeRenamed(entry.state())).flatMap(RecordPorts::staged);
        }

        /** Also of one that the printer took: else it would look as if nothing had ever been sent. */
        private static boolean mayBeRenamed(State state) {
            return switch (state) {
                case STAGED, UNKNOWN, RECEIVED, ACCEPTED -> true;
                case INTENT, DEFERRED, REJECTED, CANCELLED, NOT_RECEIVED -> false;
            };
        }
    }

    private static Optional<SubmissionLedger.Staged> staged(Entry entry) {
        Instant at = entry.stagedAt() == null ? entry.intentAt() : entry.stagedAt();
        return Optional.ofNullable(entry.stagedTicket()).map(ticket -> new SubmissionLedger.Staged(ticket, at));
    }

    private record StoredFiles(FileStore files) implements Files {
        @Override
        public Path path(String sha256) throws IOException {
            return files.path(sha256);
        }
    }

    private record PrinterCursors(JdbcClient jdbc) implements Cursors {
        @Override
        public @Nullable String get(String printerId) {
            return jdbc.sql("SELECT cursor FROM printers WHERE printer_id = :printer AND cursor IS NOT NULL").param("printer", printerId)
                    .query(String.class).optional().orElse(null);
        }

        @Override
        public void set(String printerId, String cursor) {
            jdbc.sql("""
                INSERT INTO printers (printer_id, cursor) VALUES (:printer, :cursor)
                ON CONFLICT (printer_id) DO UPDATE SET cursor = excluded.cursor
                """).param("printer", printerId).param("cursor", cursor).update();
        }
    }

    record PulledTickets(JdbcClient jdbc, Clock clock) implements Offers {
        @Override
        public void offer(String printerId, String reference, Content.Bytes ticket) {
            jdbc.sql("""
                INSERT INTO offers (printer_id, reference, content_type, ticket, offered_at)
                VALUES (:printer, :reference, :type, :ticket, :now)
                ON CONFLICT (printer_id, reference) DO UPDATE
                SET content_type = excluded.content_type, ticket = excluded.ticket, offered_at = excluded.offered_at
                """).param("printer", printerId).param("reference", reference).param("type", ticket.contentType())
                    .param("ticket", ticket.bytes()).param("now", Timestamp.from(clock.instant())).update();
        }
    }
}
