package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.DEMO;
import static dev.pressroom.app.api.ApiCaller.DESK;
import static dev.pressroom.app.api.ApiCaller.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.api.ApiCaller.Response;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class ApiSecurityTest {

    @Autowired
    private ApiCaller api;

    @Test
    void asksWhoItIs() {
        Response refused = api.get("/v1/orders", NOBODY);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(refused.problem(ProblemType.UNAUTHENTICATED).path("detail").asString()).contains("Authorization: Bearer TOKEN");
    }

    @Test
    void knowsTokensOfConfiguredClientsOnly() {
        for (String token : new String[]{"guess", "", Hashes.sha256("demo-token".getBytes())}) {
            Response refused = api.get("/v1/orders", token);
            assertThat(refused.status()).as(token).isEqualTo(401);
            refused.problem(ProblemType.UNAUTHENTICATED);
        }
        assertThat(api.get("/v1/orders", DEMO).status()).isEqualTo(200);
    }

    @Test
    void letsOnlyShopsPlaceOrders() {
        Response refused = api.post("/v1/orders", DESK, Examples.ORDER.replace("A-1001", "SEC-1"));

        assertThat(refused.status()).isEqualTo(403);
        refused.problem(ProblemType.FORBIDDEN);
    }

    @Test
    void closesEverythingElse() {
        for (String path : new String[]{"/", "/v2/orders", "/error", "/console"}) {
            assertThat(api.get(path, NOBODY).status()).as(path).isEqualTo(401);
            assertThat(api.get(path, DESK).status()).as(path).isEqualTo(403);
        }
        for (String path : new String[]{"/actuator/health", "/actuator/env"}) {
            assertThat(api.get(path, NOBODY).status()).as(path).isEqualTo(403);
            assertThat(api.get(path, DESK).status()).as(path).isEqualTo(403);
        }
        Response unknown = api.get("/v1/unknown", DESK);
        assertThat(unknown.status()).isEqualTo(404);
        unknown.problem(ProblemType.NOT_FOUND);
        Response rejected = api.get("/v1//orders", DESK);
        assertThat(rejected.status()).isEqualTo(400);
        rejected.problem(ProblemType.INVALID_REQUEST);
    }

    @Test
    void keepsNoSession() {
        assertThat(api.get("/v1/orders", DEMO).header("Set-Cookie")).isNull();
    }
}
