package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.DEMO;
import static dev.pressroom.app.api.ApiCaller.DESK;
import static dev.pressroom.app.api.ApiCaller.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.api.ApiCaller.Response;
import dev.pressroom.app.api.ScriptedPorts.ScriptedCommands;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import dev.pressroom.storage.Database;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiTest
class CommandDeskTest {

    private static final Answer SHIPPED = new Answer(Answer.Kind.REFUSED, "ALREADY_SHIPPED");

    @Autowired
    private ApiCaller api;
    @Autowired
    private Database database;
    @Autowired
    private ScriptedCommands process;

    @Test
    void cancelsAndNotesWhoAskedAndWhy() {
        place("X-1");
        process.nextAnswers(Answer.CANCELLED);

        Response done = api.post("/v1/orders/X-1/cancel", DESK, Examples.CANCEL);

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).isEqualTo("""
            {"orderId":"X-1","commandId":"ticket-4711","answer":"DONE","code":"CANCELLED",\
            "words":"The order is cancelled; nothing more will be made."}""");
        assertThat(database.jdbc().sql("""
            SELECT kind || ', ' || asked_by || ', ' || reason || ', ' || answer || ', ' || answer_code FROM commands WHERE order_id = 'X-1'
            """).query(String.class).single()).isEqualTo("CANCEL, desk, customer found a typo, DONE, CANCELLED");
    }

    @Test
    void asksAgainWhilePendingAndAnswersASettledCommandFromTheRecord() {
        place("X-2");
        process.asked();
        process.nextAnswers(Answer.PENDING_AT_PRINTER);
        process.nextAnswers(Answer.CANCELLED);

        Response pending = api.post("/v1/orders/X-2/cancel", DEMO, "{\"commandId\": \"c1\"}");
        Response done = api.post("/v1/orders/X-2/cancel", DEMO, "{\"commandId\": \"c1\"}");
        Response again = api.post("/v1/orders/X-2/cancel", DEMO, "{\"commandId\": \"c1\"}");

        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.json().path("words").asString()).contains("repeat with the same commandId");
        assertThat(done.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(done.text());
        assertThat(process.asked()).containsExactly("X-2 c1", "X-2 c1");
    }

    @Test
    void tellsWhyItWasRefusedAndTellsItAgain() {
        place("X-3");
        process.nextAnswers(SHIPPED);

        for (int i = 0; i < 2; i++) {
            Response refused = api.post("/v1/orders/X-3/cancel", DEMO, "{\"commandId\": \"c1\"}");
            assertThat(refused.status()).isEqualTo(409);
            JsonNode problem = refused.problem(ProblemType.COMMAND_REFUSED);
            assertThat(problem.path("refusal").asString()).isEqualTo("ALREADY_SHIPPED");
            assertThat(problem.path("commandId").asString()).isEqualTo("c1");
            assertThat(problem.path("detail").asString()).contains("agree with the customer on a return");
        }
    }

    @Test
    void asksToRepeatWithTheSameIdWhenNobodyCouldAnswer() {
        place("X-4");
        process.nextIsUnavailable();
        process.nextAnswers(Answer.CANCELLED);

        Response unavailable = api.post("/v1/orders/X-4/cancel", DEMO, BodyPublishers.noBody());

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.header("Retry-After")).isEqualTo("5");
        JsonNode problem = unavailable.problem(ProblemType.UNAVAILABLE);
        String commandId = problem.path("commandId").asString();
        assertThat(problem.path("detail").asString()).endsWith("repeat with the same commandId " + commandId);

        Response done = api.post("/v1/orders/X-4/cancel", DEMO, "{\"commandId\": \"" + commandId + "\"}");
        assertThat(done.status()).isEqualTo(200);
        assertThat(database.jdbc().sql("SELECT count(*) FROM commands WHERE order_id = 'X-4'").query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void hidesOrdersOfOthersAndAsksNobody() {
        place("X-5");
        process.asked();

        assertThat(api.post("/v1/orders/X-5/cancel", OTHER, "{}").status()).isEqualTo(404);
        assertThat(api.post("/v1/orders/X-nobody/cancel", DESK, "{}").status()).isEqualTo(404);
        assertThat(process.asked()).isEmpty();
    }

    @Test
    void listsWhatIsWrongWithTheRequest() {
        place("X-6");

        Response refused = api.post("/v1/orders/X-6/cancel", DEMO,
                "{\"commandId\": \"a b\", \"reason\": \"" + "x".repeat(501) + "\", \"why\": \"\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problems(ProblemType.INVALID_REQUEST)).containsExactlyInAnyOrder(
                "/commandId: has characters that an id may not have", "/reason: has 501 characters",
                "/why: is not a property of this object");
    }

    @Test
    void takesEachOfTheOtherCommands() {
        place("X-7");
        process.commands.clear();
        String address = Examples.ORDER.substring(Examples.ORDER.indexOf("\"shipTo\""), Examples.ORDER.indexOf("\"items\""));
        Map<String, String> bodies = new TreeMap<>(Map.of("hold", "{\"commandId\":\"h\"}", "release", "{\"commandId\":\"r\"}", "address",
                "{\"commandId\":\"a\"," + address.substring(0, address.lastIndexOf(',')) + "}", "reroute",
                "{\"commandId\":\"ro\",\"job\":1,\"printer\":\"prodigi-uk\"}", "reprint", Examples.REPRINT, "retry",
                "{\"commandId\":\"t\"}",
                "resolve", "{\"commandId\":\"re\",\"job\":1,\"how\":\"NOT_AT_PRINTER\"}"));

        bodies.forEach((name, body) -> {
            process.nextAnswers(new Answer(Answer.Kind.DONE, "X"));
            assertThat(api.post("/v1/orders/X-7/" + name, DESK, body).status()).as(name).isEqualTo(200);
        });

        assertThat(process.commands).containsExactly(new Command.ChangeAddress("a", 2), new Command.Hold("h"), new Command.Release("r"),
                new Command.Reprint("ticket-4712", 1, Command.Reprint.Why.DAMAGED, List.of(new ItemQuantity("book-1", 1)), null),
                new Command.Reroute("ro", 1, "prodigi-uk"), new Command.Resolve("re", 1, Command.Resolve.How.NOT_AT_PRINTER),
                new Command.Retry("t", 0));
        assertThat(database.jdbc().sql("SELECT evidence FROM commands WHERE command_id = 'ticket-4712'").query(String.class).single())
                .startsWith("https://support.example.org");
        assertThat(database.jdbc().sql("SELECT address FROM orders WHERE order_id = 'X-7'").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherContentIsAMistake() {
        place("X-8");
        process.nextAnswers(new Answer(Answer.Kind.DONE, "HELD"));

        assertThat(api.post("/v1/orders/X-8/hold", DESK, "{\"commandId\":\"same\"}").status()).isEqualTo(200);
        Response other = api.post("/v1/orders/X-8/release", DESK, "{\"commandId\":\"same\"}");

        assertThat(other.problems(ProblemType.INVALID_REQUEST)).containsExactly("/commandId: belongs to another command of this order");
    }

    @Test
    void aSecondAddressUnderTheSameIdIsNotTakenForTheFirst() {
        place("X-10");
        process.nextAnswers(new Answer(Answer.Kind.DONE, "ADDRESS_CHANGED"));
        String first = "{\"commandId\":\"a\",\"shipTo\":{\"name\":\"A\",\"line1\":\"Street 1\",\"postalCode\":\"10115\",\"city\":\"Berlin\",\"country\":\"DE\"}}";

        assertThat(api.post("/v1/orders/X-10/address", DESK, first).status()).isEqualTo(200);
        assertThat(api.post("/v1/orders/X-10/address", DESK, first).status()).as("the same again").isEqualTo(200);
        assertThat(api.post("/v1/orders/X-10/address", DESK, first.replace("Street 1", "Street 2")).problems(ProblemType.INVALID_REQUEST))
                .containsExactly("/commandId: belongs to another command of this order");
        assertThat(database.jdbc().sql("SELECT line1 FROM addresses WHERE order_id = 'X-10' AND version = 2").query(String.class).list())
                .containsExactly("Street 1");
    }

    @Test
    void aShopMayNotDoWhatIsForOperators() {
        place("X-9");

        assertThat(api.post("/v1/orders/X-9/reroute", DEMO, "{\"job\":1}").status()).isEqualTo(403);
        assertThat(api.post("/v1/orders/X-9/burn", DESK, "{}").status()).isEqualTo(404);
        assertThat(api.post("/v1/orders/X-9/reprint", DESK, "{\"job\":0,\"why\":\"BORED\",\"items\":[{}]}")
                .problems(ProblemType.INVALID_REQUEST)).hasSize(4);
    }

    private void place(String id) {
        assertThat(api.post("/v1/orders", DEMO, Examples.ORDER.replace("A-1001", id)).status()).isEqualTo(201);
    }
}
