package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeBookTest {

    private static final String BODY = "{\"type\":\"order.delivered\",\"data\":{\"orderId\":\"A-1\"}}";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @Test
    void takesWhatIsGenuineOnceAndRefusesTheRest(@TempDir Path folder) throws Exception {
        try (NoticeBook book = new NoticeBook(folder.resolve("n.jsonl"), "secret", CLOCK)) {
            assertThat(book.take("1", "1700000000", signed("1", "1700000000"), BODY)).isEqualTo(204);
            assertThat(book.take("1", "1700000100", signed("1", "1700000100"), BODY)).as("again").isEqualTo(204);
            assertThat(book.take("2", "1700000000", signed("1", "1700000000"), BODY)).as("another id").isEqualTo(401);
            assertThat(book.take("1", "1700000000", signed("1", "1700000000"), BODY + " ")).as("another body").isEqualTo(401);
            assertThat(book.take("1", "1600000000", signed("1", "1600000000"), BODY)).as("old").isEqualTo(401);
            assertThat(book.take("1", "null", "null", BODY)).as("unsigned").isEqualTo(401);
            assertThat(book.heard()).singleElement().returns("A-1", NoticeBook.Heard::orderId);
            assertThat(book.twice()).isZero();
            assertThat(book.take("3", "1700000000", signed("3", "1700000000"), BODY)).isEqualTo(204);
            assertThat(book.twice()).as("the same effect under another id").isEqualTo(1);
            assertThat(book.refusals()).isEqualTo(4);
        }
    }

    private static String signed(String id, String timestamp) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v1,"
                + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + timestamp + "." + BODY).getBytes(StandardCharsets.UTF_8)));
    }
}
