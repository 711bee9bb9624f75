package dev.pressroom.storage.notices;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the shops are to be told. An effect of an order is queued once for ever, whatever brings it about again. A notice is leased and committed
 * before it is sent, so one that is sent when the sender dies is sent again, under the same id.
 */
public final class NoticeOutbox {

    private final JdbcClient jdbc;
    private final Clock clock;

    public NoticeOutbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param effect what makes it the same effect again, within the order
     * @param kind type of the event
     * @param payload JSON of its data
     * @param completes the effect that was told without a tracking number; this one is queued only then. Null for a notice of its own
     */
    public record NewNotice(String effect, String kind, String payload, Instant occurredAt, @Nullable String completes) {}

    /** @param attempts failed so far */
    public record Leased(long noticeId, String orderId, String kind, String payload, Instant occurredAt, Instant createdAt, int attempts) {}

    /** @param oldest age of the oldest notice that is not announced yet */
    public record Figures(Optional<Duration> oldest, long waiting, long givenUp) {}

    /**
     * Queues what is not queued yet. Call in the transaction that records the effects.
     *
     * @param addressed the shops that have an address now; to others nothing is ever sent
     */
    public void queue(String orderId, Set<String> addressed, List<NewNotice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        jdbc.sql("""
            INSERT INTO notices (order_id, shop, effect, kind, payload, occurred_at, created_at, due_at, state)
            SELECT o.order_id, o.shop, n.effect, n.kind, n.payload::jsonb, n.occurred, :now, :now,
                   CASE WHEN o.shop = ANY (:addressed) THEN 'NEW' ELSE 'UNADDRESSED' END
            FROM orders o, unnest(:effects::text[], :kinds::text[], :payloads::text[], :occurred::timestamptz[], :completes::text[])
                 WITH ORDINALITY AS n (effect, kind, payload, occurred, completes, place)
            WHERE o.order_id = :order
              AND (n.completes IS NULL OR EXISTS (SELECT 1 FROM notices told WHERE told.order_id = o.order_id AND told.effect = n.completes
                                                  AND told.payload->>'trackingNumber' IS NULL))
            ORDER BY n.place
            ON CONFLICT (order_id, effect) DO NOTHING
            """).param("order", orderId).param("now", now()).param("addressed", addressed.toArray(String[]::new))
                .param("effects", notices.stream().map(NewNotice::effect).toArray(String[]::new))
                .param("kinds", notices.stream().map(NewNotice::kind).toArray(String[]::new))
                .param("payloads", notices.stream().map(NewNotice::payload).toArray(String[]::new))
                .param("occurred", notices.stream().map(notice -> Timestamp.from(notice.occurredAt())).toArray(Timestamp[]::new))
                .param("completes", notices.stream().map(NewNotice::completes).toArray(String[]::new)).update();
    }

    /** Leases due notices of one shop, in the order in which they were queued. */
    public List<Leased> lease(String shop, int most, Duration lease) {
        return jdbc.sql("""
            UPDATE notices n SET due_at = :until
            FROM (SELECT notice_id FROM notices WHERE shop = :shop AND state = 'NEW' AND due_at <= :now ORDER BY notice_id LIMIT :most
                  FOR NO KEY UPDATE SKIP LOCKED) due
            WHERE n.notice_id = due.notice_id
            RETURNING n.notice_id, n.order_id, n.kind, n.payload::text AS payload, coalesce(n.occurred_at, n.created_at) AS occurred_at,
                      n.created_at, n.attempts
            """).param("until", Timestamp.from(clock.instant().plus(lease))).param("shop", shop).param("now", now()).param("most", most)
                .query((row, _) -> new Leased(row.getLong("notice_id"), row.getString("order_id"), row.getString("kind"),
                        row.getString("payload"), row.getTimestamp("occurred_at").toInstant(), row.getTimestamp("created_at").toInstant(),
                        row.getInt("attempts")))
                .list().stream().sorted((a, b) -> Long.compare(a.noticeId(), b.noticeId())).toList();
    }

    public void announced(long noticeId) {
        jdbc.sql("UPDATE notices SET state = 'ANNOUNCED', announced_at = :now, due_at = NULL, last_error = NULL WHERE notice_id = :id")
                .param("now", now()).param("id", noticeId).update();
    }

    public void failed(long noticeId, String error, Instant again) {
        jdbc.sql("UPDATE notices SET attempts = attempts + 1, last_error = :error, due_at = :again WHERE notice_id = :id AND state = 'NEW'")
                .param("error", error).param("again", Timestamp.from(again)).param("id", noticeId).update();
    }

    public void giveUp(long noticeId, String error) {
        jdbc.sql("""
            UPDATE notices SET state = 'GIVEN_UP', attempts = attempts + 1, last_error = :error, due_at = NULL WHERE notice_id = :id
            """).param("error", error).param("id", noticeId).update();
    }

    public Figures figures(String shop) {
        return jdbc.sql("""
            SELECT min(created_at) FILTER (WHERE state = 'NEW') AS oldest, count(*) FILTER (WHERE state = 'NEW') AS waiting,
                   count(*) FILTER (WHERE state = 'GIVEN_UP') AS given_up
            FROM notices WHERE shop = :shop AND state IN ('NEW', 'GIVEN_UP')
            """).param("shop", shop)
                .query((row, _) -> new Figures(
                        Optional.ofNullable(row.getTimestamp("oldest")).map(at -> Duration.between(at.toInstant(), clock.instant())),
                        row.getLong("waiting"), row.getLong("given_up")))
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
