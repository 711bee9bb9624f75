package dev.pressroom.storage.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.notices.NoticeOutbox.Leased;
import dev.pressroom.storage.notices.NoticeOutbox.NewNotice;
import dev.pressroom.storage.orders.OrderQueries;
import dev.pressroom.storage.orders.OrderView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeOutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private final Database database = Database.fresh();
    private final NoticeOutbox outbox = new NoticeOutbox(database.jdbc(), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void anOrder() {
        database.jdbc().sql("""
            INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, updated_at)
            VALUES ('A-1', 'demo', 'STANDARD', 'DE', 'h', 'demo', now(), now())
            """).update();
    }

    @Test
    void queuesAnEffectOnceWhateverBringsItAboutAgain() {
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), shipped("P2")));
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), shipped("P2"), shipped("P3")));
        assertThat(outbox.lease("demo", 10, LEASE)).extracting(Leased::payload)
                .containsExactly("{\"parcel\": \"P1\"}", "{\"parcel\": \"P2\"}", "{\"parcel\": \"P3\"}");
    }

    @Test
    void tellsAParcelOnceMoreWhenItsTrackingNumberCameLate() {
        NewNotice late = new NewNotice("shipped/P1/0815", "parcel.shipped", "{\"trackingNumber\":\"0815\"}", NOW, "shipped/P1");
        NewNotice first = new NewNotice("shipped/P2", "parcel.shipped", "{\"trackingNumber\":\"4711\"}", NOW, null);
        NewNotice same = new NewNotice("shipped/P2/4711", "parcel.shipped", "{\"trackingNumber\":\"4711\"}", NOW, "shipped/P2");
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1")));
        for (int i = 0; i < 2; i++) {
            outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), late, first, same));
        }
        assertThat(outbox.lease("demo", 10, LEASE)).extracting(Leased::payload)
                .containsExactly("{\"parcel\": \"P1\"}", "{\"trackingNumber\": \"0815\"}", "{\"trackingNumber\": \"4711\"}");
    }

    @Test
    void leasesWhatIsDueToOneOnly() {
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), shipped("P2")));
        List<Leased> first = outbox.lease("demo", 1, LEASE);
        assertThat(first).hasSize(1);
        assertThat(outbox.lease("demo", 10, LEASE)).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(outbox.lease("demo", 10, LEASE)).isEmpty();
        assertThat(outbox.lease("another", 10, LEASE)).isEmpty();
    }

    @Test
    void doesNotAnnounceTwiceWhatWasAnnouncedOrGivenUp() {
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), shipped("P2"), shipped("P3")));
        List<Leased> all = outbox.lease("demo", 10, LEASE);
        outbox.announced(all.get(0).noticeId());
        outbox.giveUp(all.get(1).noticeId(), "it answers 500");
        outbox.failed(all.get(2).noticeId(), "it answers 503", NOW);
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), shipped("P2"), shipped("P3")));
        assertThat(outbox.lease("demo", 10, LEASE)).singleElement()
                .satisfies(again -> assertThat(again).returns(all.get(2).noticeId(), Leased::noticeId).returns(1, Leased::attempts));
        assertThat(outbox.figures("demo")).isEqualTo(new NoticeOutbox.Figures(Optional.of(Duration.ZERO), 1, 1));
    }

    @Test
    void tellsInTheTimelineWhetherTheShopWasTold() {
        outbox.queue("A-1", Set.of("demo"), List.of(shipped("P1"), shipped("P2")));
        List<Leased> all = outbox.lease("demo", 10, LEASE);
        outbox.announced(all.get(0).noticeId());
        outbox.failed(all.get(1).noticeId(), "it answers 503", NOW);
        outbox.queue("A-1", Set.of(), List.of(shipped("P3")));
        OrderView view = new OrderQueries(database.jdbc(), database.transactionManager()).find("A-1").orElseThrow();
        assertThat(view.timeline()).extracting(OrderView.Happening::kind, OrderView.Happening::says).containsExactly(
                Tuple.tuple("NOTICE_ANNOUNCED", "shop told: parcel.shipped"),
                Tuple.tuple("NOTICE_NEW", "shop not told yet: parcel.shipped (1 tries), it answers 503"),
                Tuple.tuple("NOTICE_UNADDRESSED",
                        "shop not told, it has no address for notices: parcel.shipped"));
    }

    private static NewNotice shipped(String parcel) {
        return new NewNotice("shipped/" + parcel, "parcel.shipped", "{\"parcel\":\"" + parcel + "\"}", NOW, null);
    }
}
