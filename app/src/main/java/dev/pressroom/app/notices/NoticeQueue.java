package dev.pressroom.app.notices;

import dev.pressroom.orders.process.Announcement;
import dev.pressroom.storage.notices.NoticeOutbox;
import dev.pressroom.storage.notices.NoticeOutbox.NewNotice;
import dev.pressroom.workflows.OrderJson;
import java.util.List;
import java.util.stream.Stream;

/** Puts what an order has to announce into the outbox. */
public final class NoticeQueue {

    private final NoticeOutbox outbox;
    private final ShopEndpoints endpoints;

    public NoticeQueue(NoticeOutbox outbox, ShopEndpoints endpoints) {
        this.outbox = outbox;
        this.endpoints = endpoints;
    }

    /** Call in the transaction that records the state; what was queued before stays as it is. */
    public void queue(String orderId, List<Announcement> announcements) {
        outbox.queue(orderId, endpoints.byShop().keySet(), announcements.stream().flatMap(NoticeQueue::notices).toList());
    }

    /** A parcel that was told without its tracking number is told once more with it. */
    private static Stream<NewNotice> notices(Announcement announcement) {
        NewNotice notice = new NewNotice(announcement.effect(), announcement.type().written(), OrderJson.write(announcement.data()),
                announcement.at(), null);
        String number = announcement.data().trackingNumber();
        return announcement.type() == Announcement.Type.PARCEL_SHIPPED && number != null
                ? Stream.of(notice, new NewNotice(notice.effect() + "/" + number, notice.kind(), notice.payload(), notice.occurredAt(),
                        notice.effect()))
                : Stream.of(notice);
    }
}
