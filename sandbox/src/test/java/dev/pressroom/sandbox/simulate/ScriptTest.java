package dev.pressroom.sandbox.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    private static final String ORDER = """
        {"merchantReference":"K-%d","idempotencyKey":"K-%<d","shippingMethod":"Budget","recipient":{"name":"Ada","address":{"line1":"S 1",
         "postalOrZipCode":"10115","townOrCity":"Berlin","countryCode":"DE"}},"items":[{"sku":"X","copies":1,"sizing":"fillPrintArea",
         "assets":[{"printArea":"default","url":"http://127.0.0.1:9/a.pdf"}]}]}""";

    @TempDir
    Path folder;

    private Simulator prodigi;
    private Script script;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        PrinterSettings settings = new PrinterSettings("prodigi", folder, 1, Pace.every(Duration.ofHours(1)), Personality.parse("prompt"),
                Patience.compressed());
        prodigi = Simulator.start("prodigi", settings, Clock.systemUTC(), 0, ZoneOffset.UTC, URI.create("http://127.0.0.1:9"), null);
        script = new Script(prodigi.printer(), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        script.close();
        prodigi.close();
        client.close();
    }

    private HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                .header("X-API-Key", Simulator.CREDENTIAL).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> tell(String instructions) throws IOException, InterruptedException {
        return post("http://127.0.0.1:" + script.port() + "/script", instructions);
    }

    private HttpResponse<String> order(int number) throws IOException, InterruptedException {
        return post(prodigi.access("url") + "/v4.0/orders", ORDER.formatted(number));
    }

    @Test
    void dropsTheNextConnectionAfterStoringAndNoOther() throws Exception {
        assertThat(tell("nextSubmitDropsConnectionAfterStoring\n").statusCode()).isEqualTo(200);

        assertThatThrownBy(() -> order(1)).isInstanceOf(IOException.class);
        assertThat(prodigi.printer().received()).hasSize(1);
        assertThat(order(2).body()).containsIgnoringCase("\"outcome\":\"created\"");
    }

    @Test
    void hangsUpOnTheNextSubmitAndStoresItLater() throws Exception {
        assertThat(tell("nextSubmitIsStoredAfterHangingUp").statusCode()).isEqualTo(200);

        assertThatThrownBy(() -> order(1)).isInstanceOf(IOException.class);
        assertThat(prodigi.printer().received()).as("on no list yet").isEmpty();
        assertThat(prodigi.printer().shop().storing()).isTrue();
        assertThat(order(1).body()).as("under the same key").containsIgnoringCase("\"outcome\":\"created\"");
    }

    @Test
    void saysWhatThereIsToBeTold() throws Exception {
        HttpResponse<String> refused = tell("explode");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("'explode'", "nextSubmitDropsConnectionAfterStoring", "slowFriday");
        assertThat(tell("acceptsThenRejectsAfter=soon").statusCode()).isEqualTo(400);
        assertThat(tell("forgetsWebhooks=1").body()).contains("takes no value");
        assertThat(tell("acceptsThenRejectsAfter=5s\n\nbehaves=slow,rejects=0.1\nsendsTwiceOutOfOrder\nslowFriday").statusCode())
                .isEqualTo(200);
        assertThat(post("http://127.0.0.1:" + script.port() + "/", "").statusCode()).isEqualTo(404);
    }
}
