package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.api.ApiCaller.Response;
import dev.pressroom.storage.Database;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class BadOrderTest {

    private static final String GOOD = """
        {"orderId": "BAD-1", "service": "STANDARD",
         "shipTo": {"name": "Ada Example", "line1": "Musterweg 1", "postalCode": "10115", "city": "Berlin", "country": "DE"},
         "items": [{"itemId": "card", "product": "CARD", "quantity": 1, "photos": [{"url": "https://p.example.org/1.jpg"}]}]}
        """;

    @Autowired
    private ApiCaller api;
    @Autowired
    private Database database;

    @AfterEach
    void nothingWasTaken() {
        assertThat(database.jdbc().sql("SELECT count(*) FROM orders WHERE order_id LIKE 'BAD%'").query(Long.class).single()).isZero();
    }

    static Stream<Arguments> oneThingWrong() {
        return Stream.of(wrong("\"BAD-1\"", "\"BAD 1/ä\"", "/orderId: 'BAD 1/ä' has characters that an id may not have"),
                wrong("\"BAD-1\"", "\"" + "x".repeat(65) + "\"", "/orderId: has 65 characters"),
                wrong("\"BAD-1\"", "\"..\"", "/orderId: '..' names a folder of a path"),
                wrong("\"BAD-1\"", "17", "/orderId: is not a text"), wrong("\"orderId\": \"BAD-1\",", "", "/orderId: is missing"),
                wrong("STANDARD", "SLOW", "/service: 'SLOW' is not known"), wrong("\"country\": \"DE\"", "\"state\": \"x\"",
                        "/shipTo/country: is missing"),
                wrong("\"DE\"", "\"Germany\"", "/shipTo/country: 'Germany' is not a country code"),
                wrong("\"DE\"", "\"de\"", "/shipTo/country: 'de' is not a country code"),
                wrong("\"DE\"", "\"XX\"", "/shipTo/country: 'XX' is not a country code"),
                wrong("\"Ada Example\"", "\"  \"", "/shipTo/name: is empty"),
                wrong("\"Ada Example\"", "\"Ada\\nExample\"", "/shipTo/name: has a character that cannot be printed"),
                wrong("\"Ada Example\"", "\"Ada\\u0000\"", "/shipTo/name: has a character that cannot be printed"),
                wrong("\"Ada Example\"", "\"Ada\\ud800\"", "/shipTo/name: has a character that cannot be printed"),
                wrong("\"Ada Example\"", "\"Ada\\ufffe\"", "/shipTo/name: has a character that cannot be printed"),
                wrong("\"city\"", "\"town\": \"Berlin\", \"city\"", "/shipTo/town: is not a property of this object"),
                wrong("\"city\"", "\"email\": \"ada\", \"city\"", "/shipTo/email: is not an e-mail address"),
                wrong("\"product\": \"CARD\"", "\"product\": \"MUG\"", "/items/0/product: 'MUG' is not a product"),
                wrong("\"quantity\": 1", "\"quantity\": 0", "/items/0/quantity: '0' is not from 1 to 1000"),
                wrong("\"quantity\": 1", "\"quantity\": 1001", "/items/0/quantity: '1001' is not from 1 to 1000"),
                wrong("\"quantity\": 1", "\"quantity\": 1.5", "/items/0/quantity: '1.5' is not from 1 to 1000"),
                wrong("\"quantity\": 1", "\"quantity\": \"1\"", "/items/0/quantity: '1' is not from 1 to 1000"),
                wrong("\"quantity\": 1", "\"quantity\": 99999999999", "/items/0/quantity: '99999999999' is not from 1 to 1000"),
                wrong("[{\"url\": \"https://p.example.org/1.jpg\"}]", "[]", "/items/0/photos: is empty"),
                wrong("[{\"url\": \"https://p.example.org/1.jpg\"}]", "\"https://p.example.org/1.jpg\"", "/items/0/photos: is not a list"),
                wrong("[{\"url\": \"https://p.example.org/1.jpg\"}]", "[\"https://p.example.org/1.jpg\"]",
                        "/items/0/photos/0: is not an object"),
                wrong("[{\"url\": \"https://p.example.org/1.jpg\"}]",
                        "[{\"url\": \"https://p.example.org/1.jpg\"}, {\"url\": \"https://p.example.org/2.jpg\"}]",
                        "/items/0/photos: has 2 photos, which CARD does not take"),
                wrong("https://p", "file:///etc", "/items/0/photos/0/url: is not an http or https address"),
                wrong("https://p.example.org", "https://p.example.org:99999", "/items/0/photos/0/url: is not an http or https address"),
                wrong("https://p.example.org/1.jpg", "photos/1.jpg", "/items/0/photos/0/url: is not an http or https address"),
                wrong("https://p.example.org/1.jpg", "https://p.example.org/a b.jpg",
                        "/items/0/photos/0/url: is not an http or https address"),
                wrong("{\"url\"", "{\"sha256\": \"abc\", \"url\"", "/items/0/photos/0/sha256: is not a SHA-256"),
                wrong("{\"url\"", "{\"crop\": {\"x\": 1.1, \"y\": 0, \"zoom\": 1}, \"url\"",
                        "/items/0/photos/0/crop/x: '1.1' is not from 0.0 to 1.0"),
                wrong("{\"url\"", "{\"crop\": {\"x\": 1, \"y\": 0}, \"url\"", "/items/0/photos/0/crop/zoom: is missing"),
                wrong("\"CARD\"", "\"BOOK-COVERED\"", "/items/0/design: is missing, and BOOK-COVERED has a cover"),
                wrong("\"items\"", "\"item\"", "/items: is missing"));
    }

    static Stream<Arguments> designsThatNoPrinterCouldPrint() {
        return Stream.of(
                Arguments.of(designed(200, 1, 26), "is not one for BOOK-COVERED: the page has the wrong size (made for 200 x 210 mm)"),
                Arguments.of(designed(297, 1, 3), "is not one for BOOK-COVERED: the number of pages is not one that the product has"
                        + " (3 pages), wanted: 26 to 160, a multiple of 2"),
                Arguments.of(designed(297, -1, 26), "cannot be read: cover: a cover needs panel"),
                Arguments.of(designed(297, 1, 26).replace("\"book\"", "\"bo/ok\""), "cannot be read: name must be"),
                Arguments.of(designed(297, 1, 26).replace("[]", "[{\"type\": \"text\", \"frame\": {\"x\": 1, \"y\": 1, \"width\": 9,"
                        + " \"height\": 9}, \"runs\": [{\"text\": \"a\\u0000\", \"size\": 9}]}]"), "cannot be read"),
                Arguments.of(designed(297, 1, 26).replace("#000000", "#00000"), "cannot be read"),
                Arguments.of(
                        designed(297, 1, 26).replaceFirst("\"#000000\"", "\"#000000\", \"elements\": [{\"type\": \"text\", \"frame\": {"
                                + "\"x\": 20, \"y\": 20, \"width\": 20, \"height\": 9}, \"runs\": [{\"size\": 30, \"text\": \"Summer at the sea\"}]}]"),
                        "is not one for BOOK-COVERED: page 1: the text does not fit its box"));
    }

    @ParameterizedTest
    @MethodSource
    void designsThatNoPrinterCouldPrint(String item, String problem) {
        Response refused = api.post("/v1/orders", DEMO,
                GOOD.replace("\"product\": \"CARD\", \"quantity\": 1, \"photos\": [{\"url\"",
                        item + ", \"photos\": [{\"name\": \"a.jpg\", \"url\""));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problems(ProblemType.INVALID_ORDER)).singleElement().asString().startsWith("/items/0/design: " + problem);
        assertThat(refused.json().path("problems").valueStream()).allMatch(p -> !p.path("hint").asString().isBlank());
    }

    /** An item with the design of a book of black pages. */
    private static String designed(double width, double spine, int pages) {
        return "\"product\": \"BOOK-COVERED\", \"quantity\": 1, \"design\": {\"format\": \"pressroom-design/1\", \"name\": \"book\", \"page\": {"
                + "\"width\": " + width + ", \"height\": 210}, \"cover\": {\"panel\": {\"width\": " + width
                + ", \"height\": 210}, \"spine\": " + spine + ", \"surface\": {\"elements\": []}}, \"pages\": ["
                + String.join(", ", Collections.nCopies(pages, "{\"background\": \"#000000\"}")) + "]}";
    }
    @ParameterizedTest
    @MethodSource
    void oneThingWrong(String part, String instead, String problem) {
        assertThat(GOOD).contains(part);

        Response refused = api.post("/v1/orders", DEMO, GOOD.replace(part, instead));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problems(ProblemType.INVALID_ORDER)).contains(problem);
        assertThat(refused.json().path("problems").valueStream()).allMatch(p -> !p.path("hint").asString().isBlank());
    }

    @Test
    void listsEveryProblemOfAnOrderAtOnce() {
        Response refused = api.post("/v1/orders", DEMO, """
            {"orderId": "BAD 2", "servise": "STANDARD",
             "shipTo": {"name": "Ada", "line1": "", "postalCode": "10115", "city": "Berlin"},
             "items": [
               {"itemId": "a", "product": "MUG", "quantity": 0, "photos": []},
               {"itemId": "a", "product": "BOOK-A4-24", "quantity": 1, "photos": [{"url": "ftp://p.example.org/1.jpg", "sha256": "12"}]}]}
            """);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problems(ProblemType.INVALID_ORDER)).containsExactlyInAnyOrder(
                "/orderId: 'BAD 2' has characters that an id may not have", "/service: is missing", "/shipTo/line1: is empty",
                "/shipTo/country: is missing", "/items/0/product: 'MUG' is not a product", "/items/0/quantity: '0' is not from 1 to 1000",
                "/items/0/photos: is empty", "/items/1/itemId: 'a' is the id of another item of this order too",
                "/items/1/photos/0/url: is not an http or https address", "/items/1/photos/0/sha256: is not a SHA-256",
                "/items/1/photos: has 1 photos, which BOOK-A4-24 does not take", "/servise: is not a property of this object");
        assertThat(refused.json().path("problems").valueStream().map(problem -> problem.path("hint").asString()))
                .contains("order one of BOOK-A4-24, BOOK-COVERED, CARD, PRINT-10X15", "give 20 to 24");
    }

    @Test
    void stopsListingAtAHundred() {
        String items = "{},".repeat(99) + "{}";

        assertThat(api.post("/v1/orders", DEMO, "{\"items\": [" + items + "]}").problems(ProblemType.INVALID_ORDER)).hasSize(100);
        assertThat(api.post("/v1/orders", DEMO, "{\"items\": [" + items + ", {}]}").problems(ProblemType.INVALID_ORDER))
                .contains("/items: has 101 entries");
    }

    @Test
    void tellsWhereTheJsonBreaks() {
        Response refused = api.post("/v1/orders", DEMO, "{\"orderId\": \"BAD-3\",\n \"service\": STANDARD}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem(ProblemType.MALFORMED_JSON).path("detail").asString()).startsWith("line 2, column ");
    }

    @Test
    void saysNothingOfTheParsersOwnSettings() {
        Response refused = api.post("/v1/orders", DEMO, "[1");

        assertThat(refused.problem(ProblemType.MALFORMED_JSON).path("detail").asString()).contains("end-of-input")
                .doesNotContain("REDACTED", "StreamReadFeature");
    }

    @ParameterizedTest
    @MethodSource
    void notOneJsonValue(byte[] body) {
        Response refused = api.post("/v1/orders", DEMO, BodyPublishers.ofByteArray(body), "Content-Type", "application/json");

        assertThat(refused.status()).isEqualTo(400);
        refused.problem(ProblemType.MALFORMED_JSON);
    }

    static Stream<byte[]> notOneJsonValue() {
        return Stream.of("", "  ", GOOD.substring(0, 100), GOOD + "{}", "{\"orderId\": \"BAD-4\", \"orderId\": \"BAD-5\"}",
                "[".repeat(5000)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesNoTextInAnotherEncoding() {
        byte[] latin1 = GOOD.replace("Ada", "\u00c5da").getBytes(StandardCharsets.ISO_8859_1);

        Response refused = api.post("/v1/orders", DEMO, BodyPublishers.ofByteArray(latin1), "Content-Type", "application/json");

        assertThat(refused.status()).isEqualTo(400);
        refused.problem(ProblemType.MALFORMED_JSON);
    }

    @Test
    void takesNoValueThatIsNoOrder() {
        assertThat(api.post("/v1/orders", DEMO, "[" + GOOD + "]").problems(ProblemType.INVALID_ORDER))
                .containsExactly(": the body is not a JSON object");
        assertThat(api.post("/v1/orders", DEMO, "null").problems(ProblemType.INVALID_ORDER))
                .containsExactly(": the body is not a JSON object");
    }

    @Test
    void takesNoMoreThanAMegabyteWhetherOrNotItsLengthIsTold() {
        byte[] large = GOOD.replace("\"items\"", " ".repeat(BoundedBody.MAX_BYTES) + "\"items\"").getBytes(StandardCharsets.UTF_8);

        for (Response refused : new Response[]{
                api.post("/v1/orders", DEMO, BodyPublishers.ofByteArray(large), "Content-Type", "application/json"),
                api.postChunked("/v1/orders", DEMO, large)}) {
            assertThat(refused.status()).isEqualTo(413);
            refused.problem(ProblemType.TOO_LARGE);
        }
    }

    @Test
    void takesJsonOnly() {
        Response refused = api.post("/v1/orders", DEMO, BodyPublishers.ofString(GOOD), "Content-Type", "text/plain");

        assertThat(refused.status()).isEqualTo(415);
        refused.problem(ProblemType.INVALID_REQUEST);
        assertThat(api.send("DELETE", "/v1/orders/BAD-1", DEMO, BodyPublishers.noBody()).status()).isEqualTo(405);
    }

    private static Arguments wrong(String part, String instead, String problem) {
        return Arguments.of(part, instead, problem);
    }
}
