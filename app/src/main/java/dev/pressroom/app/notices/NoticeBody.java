package dev.pressroom.app.notices;

import dev.pressroom.storage.notices.NoticeOutbox.Leased;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A notice as JSON, in version 1 of the schema that {@code docs/notices.md} gives; properties may be added within a version, never changed. */
final class NoticeBody {

    static final int SCHEMA = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NoticeBody() {}

    static String of(Leased notice) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", notice.kind());
        body.put("timestamp", notice.occurredAt().toString());
        body.put("schema", SCHEMA);
        ObjectNode data = body.putObject("data");
        data.put("orderId", notice.orderId());
        data.setAll((ObjectNode) JSON.readTree(notice.payload()));
        return JSON.writeValueAsString(body);
    }
}
