package dev.pressroom.storage.orders;

import dev.pressroom.orders.process.Answer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who asked what of an order, when and why, and what the answer was. A command is known by (order, command id). */
public final class CommandLog {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public CommandLog(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * @param kind {@code CANCEL}, {@code REPRINT} and so on
     * @param reason free text of the asker; stays here
     * @param evidence where the proof is, for a reprint
     * @param detail the command as the process gets it, as JSON
     */
    public record Asked(String orderId, String commandId, String kind, String askedBy, Instant askedAt, @Nullable String reason,
            @Nullable String evidence, @Nullable String detail) {}

    /** A command as first asked; {@code answer} is empty until there is one. */
    public record Logged(Asked asked, Optional<Answer> answer) {}

    /** Notes the command, or finds it as it was noted first. */
    public Logged ask(Asked asked) {
        return transactions.execute(_ -> {
            jdbc.sql("""
                INSERT INTO commands (order_id, command_id, kind, asked_by, asked_at, reason, evidence, detail)
                VALUES (:order, :command, :kind, :by, :at, :reason, :evidence, :detail)
                ON CONFLICT (order_id, command_id) DO NOTHING
                """).param("order", asked.orderId()).param("command", asked.commandId()).param("kind", asked.kind())
                    .param("by", asked.askedBy()).param("at", Timestamp.from(asked.askedAt())).param("reason", asked.reason())
                    .param("evidence", asked.evidence()).param("detail", asked.detail()).update();
            return jdbc
                    .sql("""
                        SELECT kind, asked_by, asked_at, reason, evidence, detail, answer, answer_code FROM commands WHERE order_id = ? AND command_id = ?
                        """)
                    .params(asked.orderId(), asked.commandId()).query((row, _) -> {
                        String kind = row.getString("answer");
                        return new Logged(
                                new Asked(asked.orderId(), asked.commandId(), row.getString("kind"), row.getString("asked_by"),
                                        row.getTimestamp("asked_at").toInstant(), row.getString("reason"), row.getString("evidence"),
                                        row.getString("detail")),
                                kind == null
                                        ? Optional.empty()
                                        : Optional.of(new Answer(Answer.Kind.valueOf(kind), row.getString("answer_code"))));
                    }).single();
        });
    }

    /** Who asked; empty for a command that did not come through the API. */
    public Optional<String> askedBy(String orderId, String commandId) {
        return jdbc.sql("SELECT asked_by FROM commands WHERE order_id = ? AND command_id = ?").params(orderId, commandId)
                .query(String.class)
                .optional();
    }

    /** Notes the answer; one that is settled stays. */
    public void answered(String orderId, String commandId, Answer answer, Instant at) {
        jdbc.sql("""
            UPDATE commands SET answer = ?, answer_code = ?, answered_at = ?
            WHERE order_id = ? AND command_id = ? AND (answer IS NULL OR answer = 'PENDING')
            """).params(answer.kind().name(), answer.code(), Timestamp.from(at), orderId, commandId).update();
    }
}
