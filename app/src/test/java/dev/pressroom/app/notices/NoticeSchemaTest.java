package dev.pressroom.app.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.process.Announcement;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What shops read in {@code docs/notices.md} is what they are sent. */
class NoticeSchemaTest {

    @Test
    void theDocumentedSchemaNamesEveryTypeAndProperty() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("pressroom.root"), "docs/notices.md"));
        String block = page.substring(page.indexOf("```json") + 7);
        JsonNode properties = JsonMapper.builder().build().readTree(block.substring(0, block.indexOf("```"))).path("properties");
        assertThat(properties.path("schema").path("const").asInt()).isEqualTo(NoticeBody.SCHEMA);
        assertThat(properties.path("type").path("enum").values()).extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(
                        Arrays.stream(Announcement.Type.values()).map(Announcement.Type::written).toArray(String[]::new));
        assertThat(properties.path("data").path("properties").propertyNames()).containsExactlyInAnyOrder(
                Stream.concat(Stream.of("orderId"),
                        Arrays.stream(Announcement.Data.class.getRecordComponents()).map(RecordComponent::getName))
                        .toArray(String[]::new));
    }
}
