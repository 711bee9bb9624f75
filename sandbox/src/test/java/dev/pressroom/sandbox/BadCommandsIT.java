package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands that nobody can carry out: each is answered at once and clearly, changes nothing, and the order goes on. */
@ExtendWith(SharedWorld.class)
class BadCommandsIT {

    private static final List<String> VERBS = List.of("cancel", "hold", "release", "address", "reroute", "reprint", "retry", "resolve");
    private static final String ADDRESS = """
        {"shipTo": {"name": "Ada Example", "line1": "Weg 1", "postalCode": "SW1A 1AA", "city": "London", "country": "GB"}}""";
    private static final int PRINT_FOR_GB = 1;
    private static final Duration SOON = Duration.ofMinutes(2);

    private final World world;

    BadCommandsIT(World world) {
        this.world = world;
    }

    private HttpResponse<String> ask(String order, String verb, String body) {
        return world.sandbox.shop().post("/v1/orders/" + order + "/" + verb, body);
    }

    /** An order that waits for a person, since its photo is nowhere. */
    private String parked(String order) {
        ObjectNode json = (ObjectNode) Shop.read(world.sandbox.shop().json(order, PRINT_FOR_GB));
        ((ObjectNode) json.at("/items/0/photos/0")).put("url", "http://" + Layout.HOST + ":1/nowhere.jpg").remove("sha256");
        HttpResponse<String> taken = world.sandbox.shop().post("/v1/orders", json.toString());
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        World.await(order + " parked", SOON,
                () -> world.attention(order).startsWith("ARTWORK_UNAVAILABLE") && world.stage(order).equals("PREPARING"));
        return order;
    }

    private String jobs(String order) {
        return world.jdbc().sql("SELECT stage || ' ' || coalesce(snapshot->'hold', snapshot->'pending', snapshot->'cancelled', '[]')::text "
                + "FROM pressroom.orders WHERE order_id = ?").param(order).query(String.class).single();
    }

    @Test
    void eachCommandForAnOrderThatNobodyPlacedSaysSo() {
        for (String verb : VERBS) {
            HttpResponse<String> answer = ask("nobody-placed-it", verb, "{}");
            assertThat(answer.statusCode()).as(verb).isEqualTo(404);
            assertThat(Shop.read(answer).get("code").asString()).isEqualTo("ORDER_UNKNOWN");
        }
    }

    @Test
    void nonsenseIsRefusedWithItsPlaceAndChangesNothing() {
        String order = parked("nonsense");
        String before = jobs(order);
        List<String> nonsense = List.of("[]", "\"now\"", "{", "{\"job\":", "nul", "{\"commandId\": \"a b\"}", "{\"commandId\": 7}",
                "{\"commandId\": \"\\u0000\"}", "{\"reason\": \"" + "x".repeat(501) + "\"}", "{\"reason\": {}}", "{\"unheardOf\": 1}",
                "{\"job\": \"one\"}", "{\"job\": 0}", "{\"job\": -1}", "{\"job\": 1.5}", "{\"job\": 1e400}",
                "{\"job\": 99999999999999999999}", "[".repeat(100_000), "{\"job\": 1, \"job\": 2}");
        for (String verb : VERBS) {
            for (String body : nonsense) {
                HttpResponse<String> answer = ask(order, verb, body);
                assertThat(answer.statusCode()).as("%s %.60s: %s", verb, body, answer.body()).isEqualTo(400);
                JsonNode problem = Shop.read(answer);
                assertThat(problem.get("code").asString()).isIn("MALFORMED_JSON", "INVALID_REQUEST");
                assertThat(problem.get("problems") == null ? problem.get("detail").asString() : problem.at("/problems/0/hint").asString())
                        .as("%s %.60s", verb, body).isNotBlank();
            }
            assertThat(ask(order, verb, "{\"reason\": \"" + "x".repeat(1_048_577) + "\"}").statusCode()).as(verb).isEqualTo(413);
        }
        assertThat(ask(order, "reprint", "{\"job\": 1, \"why\": \"BECAUSE\"}").body()).contains("MISPRINTED");
        assertThat(ask(order, "resolve", "{\"job\": 1, \"how\": \"SOMEHOW\"}").body()).contains("NOT_AT_PRINTER");
        assertThat(ask(order, "reprint", "{\"job\": 1, \"why\": \"LOST\", \"items\": []}").statusCode()).isEqualTo(400);
        assertThat(ask(order, "address", "").statusCode()).isEqualTo(400);
        assertThat(jobs(order)).isEqualTo(before);
        assertRefused(order, "reroute", "{\"job\": 77}", "NO_SUCH_JOB");
        assertRefused(order, "reroute", "{\"job\": 1, \"printer\": \"nobody\"}", "NO_OTHER_FITS");
        assertRefused(order, "resolve", "{\"job\": 1, \"how\": \"AT_PRINTER\"}", "NOT_IN_DOUBT");
        assertThat(ask(order, "cancel", "").statusCode()).as("nothing at all means the whole order").isEqualTo(200);
        assertThat(world.stage(order)).isEqualTo("CANCELLED");
    }

    private void assertRefused(String order, String verb, String body, String refusal) {
        HttpResponse<String> answer = ask(order, verb, body);
        assertThat(answer.statusCode()).as("%s: %s", verb, answer.body()).isEqualTo(409);
        assertThat(Shop.read(answer).get("refusal").asString()).isEqualTo(refusal);
        assertThat(Shop.read(answer).get("detail").asString()).as("in words").contains(" ");
    }

    @Test
    void whatIsFinishedIsAnsweredAndStaysFinished() {
        String order = parked("finished");
        assertThat(ask(order, "cancel", "{}").statusCode()).isEqualTo(200);
        Map<String, List<String>> refusals = new LinkedHashMap<>();
        refusals.put("hold", List.of("{}", "ORDER_CLOSED"));
        refusals.put("release", List.of("{}", "NOT_HELD"));
        refusals.put("address", List.of(ADDRESS, "ORDER_CLOSED"));
        refusals.put("reroute", List.of("{\"job\": 1}", "JOB_CLOSED"));
        refusals.put("reprint", List.of("{\"job\": 1, \"why\": \"LOST\"}", "NEVER_MADE"));
        refusals.put("retry", List.of("{}", "NOTHING_TO_RETRY"));
        refusals.put("resolve", List.of("{\"job\": 1, \"how\": \"DELIVERED\"}", "JOB_CLOSED"));
        refusals.forEach((verb, asked) -> assertRefused(order, verb, asked.getFirst(), asked.getLast()));
        assertThat(ask(order, "cancel", "{}").statusCode()).as("it is cancelled, as was asked").isEqualTo(200);
        assertThat(world.stage(order)).isEqualTo("CANCELLED");
        assertThat(world.attention(order)).isEmpty();
    }

    @Test
    void anOrderThatOnlyANewerReleaseUnderstandsRefusesAtOnceAndKeepsItsRecord() {
        String order = parked("newer");
        assertThat(ask(order, "cancel", "{}").statusCode()).isEqualTo(200);
        String written = snapshot(order);
        world.jdbc().sql("UPDATE pressroom.orders SET rules = 99 WHERE order_id = ?").param(order).update();
        assertRefused(order, "retry", "{}", "NEWER_RELEASE_NEEDED");
        assertRefused(order, "cancel", "{}", "NEWER_RELEASE_NEEDED");
        assertThat(snapshot(order)).isEqualTo(written);
        assertThat(world.stage(order)).isEqualTo("CANCELLED");
        String unreadable = parked("unreadable");
        assertThat(ask(unreadable, "cancel", "{}").statusCode()).isEqualTo(200);
        world.jdbc().sql("UPDATE pressroom.orders SET snapshot = '{\"jobs\": [{\"attempts\": \"a new shape\"}]}' WHERE order_id = ?")
                .param(unreadable).update();
        assertRefused(unreadable, "retry", "{}", "NEWER_RELEASE_NEEDED");
        assertThat(snapshot(unreadable)).contains("a new shape");
    }

    private String snapshot(String order) {
        return world.jdbc().sql("SELECT snapshot::text FROM pressroom.orders WHERE order_id = ?").param(order).query(String.class).single();
    }
}
