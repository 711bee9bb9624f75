package dev.pressroom.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.api.ApiCaller.Response;
import dev.pressroom.app.api.ScriptedPorts.ScriptedInbox;
import dev.pressroom.printers.Inbound;
import dev.pressroom.routes.Inbox.Taken;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.files.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class PrinterDoorsTest {

    @Autowired
    private ApiCaller api;
    @Autowired
    private ScriptedInbox inbox;
    @Autowired
    private CallbackTokens tokens;
    @Autowired
    private Database database;
    @Autowired
    private FileStore files;

    @Test
    void storesAWebhookAsReceivedWithoutCredentials() {
        inbox.taken();
        String body = "not even JSON \u00e4";

        Response stored = api.post(webhook("south"), "some-token", BodyPublishers.ofString(body), "Content-Type", "application/json",
                "X-Shop", "1", "Cookie", "a=b");

        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.raw().body()).isEmpty();
        Inbound message = inbox.taken().getFirst();
        assertThat(message.messageKey()).isEqualTo(Hashes.sha256(body.getBytes(StandardCharsets.UTF_8)));
        assertThat(message.channel()).isEqualTo("webhook");
        assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(message.receivedAt()).isEqualTo(ApiTestApplication.NOW);
        assertThat(message.headers()).containsEntry("content-type", "application/json").containsEntry("x-shop", "1")
                .doesNotContainKeys("authorization", "cookie");
    }

    @Test
    void keepsTheIdOfACloudEventInBothOfItsForms() {
        inbox.taken();

        api.post(webhook("south"), null, BodyPublishers.ofString("{\"specversion\": \"1.0\", \"id\": \"evt_1\"}"), "Content-Type",
                "application/cloudevents+json; charset=utf-8");
        api.post(webhook("south"), null, BodyPublishers.ofString("{}"), "Content-Type", "application/json", "ce-id", "evt_2");
        api.post(webhook("south"), null, BodyPublishers.ofString("{"), "Content-Type", "application/cloudevents+json");

        assertThat(inbox.taken()).extracting(Inbound::messageKey).containsExactly("evt_1", "evt_2",
                Hashes.sha256("{".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void acknowledgesWhatIsKnownOrCannotBeRead() {
        for (Taken taken : Taken.values()) {
            inbox.nextAnswers(taken);
            assertThat(api.post(webhook("south"), null, "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotAcknowledgeWhatIsNotStored() {
        inbox.nextIsNotStored();

        Response refused = api.post(webhook("south"), null, "{}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        refused.problem(ProblemType.UNAVAILABLE);
    }

    @Test
    void takesNothingFromForgers() {
        inbox.taken();
        String right = webhook("south");
        String forged = right.substring(0, right.length() - 1) + (right.endsWith("0") ? "1" : "0");

        for (String path : new String[]{forged, right.replace("south", "north"), webhook("nobody"), "/webhooks/south/x"}) {
            Response refused = api.post(path, null, "{}");
            assertThat(refused.status()).isEqualTo(404);
            refused.problem(ProblemType.NOT_FOUND);
        }
        assertThat(inbox.taken()).isEmpty();
    }

    @Test
    void takesPostbacksOnlyWithTheTokenOfTheTrigger() {
        inbox.taken();
        String address = webhook("siteflow-uk");

        for (String token : new String[]{"", "wrong-token", "claim-north"}) {
            Response refused = api.post(address, null, BodyPublishers.ofString("{}"), "Content-Type", "application/json", "Authorization",
                    token);
            assertThat(refused.status()).isEqualTo(401);
            refused.problem(ProblemType.UNAUTHENTICATED);
        }
        assertThat(api.post(address, null, "{}").status()).isEqualTo(401);
        assertThat(inbox.taken()).isEmpty();
        for (String token : new String[]{"trigger-token", "Bearer trigger-token"}) {
            assertThat(api.post(address, null, BodyPublishers.ofString("{\"n\":\"" + token + "\"}"), "Content-Type", "application/json",
                    "Authorization", token).status()).isEqualTo(200);
        }
        assertThat(inbox.taken()).hasSize(2).allSatisfy(message -> assertThat(message.headers()).doesNotContainKey("authorization"));
    }

    @Test
    void takesOnlyWebhooksOfATypeThatPrintersSend() {
        inbox.taken();
        for (String wrong : new String[]{"image/png", "application/octet-stream", "multipart/form-data; boundary=x", "application/zip",
                "nonsense"}) {
            assertThat(api.post(webhook("south"), null, BodyPublishers.ofString("{}"), "Content-Type", wrong).status()).as(wrong)
                    .isEqualTo(415);
        }
        assertThat(inbox.taken()).isEmpty();
        for (String right : new String[]{"application/json", "application/cloudevents+json", "text/xml; charset=utf-8", "text/plain"}) {
            assertThat(api.post(webhook("south"), null, BodyPublishers.ofString("{}"), "Content-Type", right).status()).as(right)
                    .isEqualTo(200);
        }
    }

    @Test
    void takesNoWebhookOverAMegabyte() {
        inbox.taken();

        assertThat(api.postChunked(webhook("south"), null, new byte[BoundedBody.MAX_BYTES + 1]).status()).isEqualTo(413);
        assertThat(inbox.taken()).isEmpty();
        assertThat(api.postChunked(webhook("south"), null, new byte[BoundedBody.MAX_BYTES]).status()).isEqualTo(200);
    }

    @Test
    void handsATicketToItsPrinterAndStoresThatItWasFetched() {
        offer("T-1-1-a1");
        inbox.pulled();

        Response ticket = api.get("/printers/north/tickets/T-1-1-a1", "claim-north", "Accept", "text/html");

        assertThat(ticket.status()).isEqualTo(200);
        assertThat(ticket.header("Content-Type")).isEqualTo("application/xml");
        assertThat(ticket.text()).isEqualTo("<order/>");
        assertThat(inbox.pulled()).containsExactly("north KEY:T-1-1-a1");
    }

    @Test
    void handsOutNoTicketWhoseFetchCannotBeStoredOrThatIsOnlyAskedAbout() {
        offer("T-2-1-a1");
        inbox.pulled();
        inbox.nextIsNotStored();

        assertThat(api.get("/printers/north/tickets/T-2-1-a1", "claim-north").status()).isEqualTo(503);
        assertThat(api.send("HEAD", "/printers/north/tickets/T-2-1-a1", "claim-north", BodyPublishers.noBody()).status()).isEqualTo(200);
        assertThat(inbox.pulled()).isEmpty();
    }

    @Test
    void handsTicketsToNobodyElse() {
        offer("T-3-1-a1");
        inbox.pulled();

        for (String token : new String[]{null, "claim-south", ApiCaller.DESK}) {
            Response refused = api.get("/printers/north/tickets/T-3-1-a1", token);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
            refused.problem(ProblemType.UNAUTHENTICATED);
        }
        assertThat(api.get("/printers/south/tickets/T-3-1-a1", "claim-north").status()).isEqualTo(401);
        assertThat(api.get("/printers/nobody/tickets/T-3-1-a1", "claim-north").status()).isEqualTo(401);
        assertThat(api.get("/printers/north/tickets/unknown", "claim-north").status()).isEqualTo(404);
        assertThat(inbox.pulled()).isEmpty();
    }

    @Test
    void servesArtworkWholeAndInParts() throws IOException {
        String path = artwork("0123456789", Duration.ofDays(30));

        Response whole = api.get(path, null);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).isEqualTo("0123456789");
        assertThat(whole.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");

        Response part = api.get(path, null, "Range", "bytes=2-4");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("234");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(api.get(path, null, "Range", "bytes=-3").text()).isEqualTo("789");
        assertThat(api.get(path, null, "Range", "bytes=10-").status()).isEqualTo(416);
        assertThat(api.get(path, null, "If-None-Match", whole.header("ETag")).status()).isEqualTo(304);
        assertThat(api.send("HEAD", path, null, BodyPublishers.noBody()).header("Content-Length")).isEqualTo("10");
    }

    @Test
    void servesNoArtworkAtAForgedOrExpiredAddress() throws IOException {
        String path = artwork("good until yesterday", Duration.ofDays(-1));
        Response expired = api.get(path, null, "Accept", "application/pdf");
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.problem(ProblemType.ARTWORK_EXPIRED).path("detail").asString()).contains("2026-11-20T12:00:00Z");

        String extended = path.replaceFirst("/artwork/[0-9]+", "/artwork/1999999999");
        assertThat(api.get(extended, null).status()).isEqualTo(404);
        String other = artwork("other", Duration.ofDays(1));
        String swapped = path.substring(0, path.lastIndexOf('/')) + other.substring(other.lastIndexOf('/'));
        assertThat(api.get(swapped, null).status()).isEqualTo(404);
        String gone = tokens.artworkUrl(Hashes.sha256(new byte[]{1}), ApiTestApplication.NOW.plusSeconds(60)).getPath();
        assertThat(api.get(gone, null).status()).isEqualTo(404);
    }

    private String artwork(String content, Duration good) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String sha256 = files.put(new ByteArrayInputStream(bytes), bytes.length, null).sha256();
        return tokens.artworkUrl(sha256, ApiTestApplication.NOW.plus(good)).getPath();
    }

    private String webhook(String printerId) {
        return tokens.webhookUrl(printerId).getPath();
    }

    private void offer(String reference) {
        database.jdbc().sql("""
            INSERT INTO offers (printer_id, reference, content_type, ticket, offered_at)
            VALUES ('north', :reference, 'application/xml', :ticket, now())
            """).params(Map.of("reference", reference, "ticket", "<order/>".getBytes(StandardCharsets.UTF_8))).update();
    }
}
