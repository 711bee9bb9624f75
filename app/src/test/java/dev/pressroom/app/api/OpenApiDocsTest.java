package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApiTest
class OpenApiDocsTest {

    @Autowired
    private ApiCaller api;

    @Test
    void documentsEveryPathForEverybody() {
        JsonNode docs = api.get("/v3/api-docs", NOBODY).json();

        assertThat(docs.path("paths").propertyNames()).containsExactlyInAnyOrder("/v1/orders", "/v1/orders/{orderId}",
                "/v1/orders/{orderId}/{command}", "/v1/orders/{orderId}/decisions", "/v1/reports/{run}", "/v1/printers",
                "/v1/printers/{printerId}/{change}",
                "/webhooks/{printerId}/{token}",
                "/printers/{printerId}/tickets/{reference}",
                "/artwork/{expiry}-{token}/{sha256}.pdf");
        assertThat(api.get("/swagger-ui/index.html", NOBODY).status()).isEqualTo(200);
    }

    @Test
    void documentsTheOrderWithAnExampleAndItsAnswers() {
        JsonNode docs = api.get("/v3/api-docs", NOBODY).json();
        JsonNode place = docs.at("/paths/~1v1~1orders/post");

        assertThat(place.path("responses").propertyNames()).contains("201", "200", "400", "409", "413", "422", "503");
        JsonNode example = place.at("/requestBody/content/application~1json/examples/a photo book/value");
        JsonNode expected = JsonMapper.shared().readTree(Examples.ORDER);
        assertThat(example.isString() ? JsonMapper.shared().readTree(example.stringValue()) : example).isEqualTo(expected);
        assertThat(docs.at("/components/schemas/OrderRequest/properties").propertyNames()).containsExactlyInAnyOrder("orderId", "service",
                "shipTo", "items");
        assertThat(docs.at("/components/schemas/NewItem/properties/photos/type").asString()).isEqualTo("array");
        assertThat(docs.at("/components/schemas/Item/properties/photos/type").asString()).isEqualTo("integer");
        assertThat(docs.at("/components/schemas/Photo/required").toString()).isEqualTo("[\"url\"]");
        assertThat(docs.at("/components/schemas/Address/required").toString())
                .contains("name", "line1", "postalCode", "city", "country").doesNotContain("company", "line2", "state", "email", "phone");
    }

    @Test
    void documentsProblemsAsTheyAreAnswered() {
        JsonNode docs = api.get("/v3/api-docs", NOBODY).json();

        assertThat(docs.at("/paths/~1v1~1orders/post/responses/422/$ref").asString()).isEqualTo(OpenApiDocs.PROBLEM);
        assertThat(docs.at("/components/responses/Problem/content/application~1problem+json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Problem");
        JsonNode documented = docs.at("/components/schemas/Problem/properties");
        assertThat(documented.at("/code/enum").size()).isEqualTo(ProblemType.values().length);
        JsonNode answered = api.post("/v1/orders", ApiCaller.DEMO, "{}").problem(ProblemType.INVALID_ORDER);
        assertThat(documented.propertyNames()).containsAll(answered.propertyNames());
        assertThat(docs.at("/components/schemas/RequestProblem/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(answered.path("problems").path(0).propertyNames());
    }

    @Test
    void tellsHowClientsProveWhoTheyAre() {
        JsonNode docs = api.get("/v3/api-docs", NOBODY).json();

        assertThat(docs.at("/components/securitySchemes/client/scheme").asString()).isEqualTo("bearer");
        assertThat(docs.at("/security/0").has("client")).isTrue();
    }
}
