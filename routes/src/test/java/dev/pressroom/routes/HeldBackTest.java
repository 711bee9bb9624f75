package dev.pressroom.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps calls from a printer: its circuit, its rate, its own wish, its limit, a pause. */
class HeldBackTest {

    @AutoClose("stop")
    private final WireMockServer printer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    @AutoClose
    private final Bench bench;

    HeldBackTest() throws Exception {
        bench = new Bench();
    }

    @BeforeEach
    void start() {
        printer.start();
    }

    private PrinterProfile profile() {
        return Profiles.http("prodigi", printer.baseUrl(), Map.of(), 2, Profiles.LIMIT);
    }

    @Test
    void anOpenCircuitRefusesAtOnceAndLetsOneTryLater() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));
        for (int call = 0; call < 4; call++) {
            bench.submit("prodigi");
        }

        Outcome refused = bench.submit("prodigi");

        assertThat(refused).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("circuit").contains("answered 503"));
        assertThat(bench.lane("prodigi.http").circuit()).isEqualTo(LaneState.Circuit.OPEN);
        printer.verify(4, postRequestedFor(anyUrl()));
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        // By itself: routing sends no job to a printer whose circuit is open.
        await().untilAsserted(() -> assertThat(bench.lane("prodigi.http").circuit()).isEqualTo(LaneState.Circuit.HALF_OPEN));
        assertThat(bench.submit("prodigi")).isEqualTo(new Outcome.Received());
        assertThat(bench.lane("prodigi.http").circuit()).isEqualTo(LaneState.Circuit.CLOSED);
    }

    @Test
    void aCircuitThatWasOpenBeforeARestartBeginsOpen() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));

        bench.routes.beginOpen(List.of("prodigi.http", "nobody.http"));

        assertThat(bench.submit("prodigi")).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.until()).isBeforeOrEqualTo(Instant.now().plus(Bench.SETTINGS.circuitOpen())));
        await().untilAsserted(() -> assertThat(bench.submit("prodigi")).isEqualTo(new Outcome.Received()));
    }

    @Test
    void aPrinterThatAsksToBeLeftAloneIsAndTheJobKnowsUntilWhen() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "120")));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));
        Instant before = Instant.now();
        bench.submit("prodigi");

        Outcome refused = bench.submit("prodigi");

        assertThat(refused).isInstanceOfSatisfying(Outcome.Deferred.class, deferred -> {
            assertThat(deferred.until()).isBetween(before.plusSeconds(119), Instant.now().plusSeconds(121));
            assertThat(deferred.reason()).contains("left alone");
        });
        printer.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void callsBeyondThePrintersRateAreRefusedAtOnce() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        PrinterProfile limited = Profiles.http("prodigi", printer.baseUrl(), Map.of(), 8, Profiles.LIMIT, 60);
        bench.add(limited, Scripted.submits(Scripted.post("/orders", "{}")));

        List<Outcome> outcomes = IntStream.range(0, 30).mapToObj(n -> bench.submit("prodigi")).toList();

        assertThat(outcomes).filteredOn(new Outcome.Received()::equals).hasSizeBetween(10, 20);
        assertThat(outcomes).filteredOn(Outcome.Deferred.class::isInstance).isNotEmpty()
                .allSatisfy(deferred -> assertThat(deferred.toString()).contains("60 calls a minute"));
        assertThat(bench.lane("prodigi.http").circuit()).isEqualTo(LaneState.Circuit.CLOSED);
    }

    @Test
    void rejectionsOfOrdersOpenNoCircuit() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(400)));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));
        for (int call = 0; call < 8; call++) {
            bench.submit("prodigi");
        }

        assertThat(bench.lane("prodigi.http").circuit()).isEqualTo(LaneState.Circuit.CLOSED);
        printer.verify(8, postRequestedFor(anyUrl()));
    }

    @Test
    void aFullLaneRefusesAtOnceAndAnotherPrinterGoesOn() throws Exception {
        printer.stubFor(any(urlEqualTo("/slow")).willReturn(okJson("{}").withFixedDelay(1_500)));
        printer.stubFor(any(urlEqualTo("/quick")).willReturn(okJson("{}")));
        bench.add(Profiles.http("slow", printer.baseUrl(), Map.of(), 1, Profiles.LIMIT), Scripted.submits(Scripted.post("/slow", "{}")));
        bench.add(Profiles.http("quick", printer.baseUrl(), Map.of(), 1, Profiles.LIMIT), Scripted.submits(Scripted.post("/quick", "{}")));
        CompletableFuture<Outcome> first = CompletableFuture.supplyAsync(() -> bench.submit("slow"), Thread::startVirtualThread);
        await().untilAsserted(() -> printer.verify(1, postRequestedFor(urlEqualTo("/slow"))));

        assertThat(bench.submit("slow")).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("full: 1 at once"));
        assertThat(bench.submit("quick")).isEqualTo(new Outcome.Received());
        assertThat(first).isNotDone();
        assertThat(first.get()).isEqualTo(new Outcome.Received());
        assertThat(bench.lane("slow.http").circuit()).isEqualTo(LaneState.Circuit.CLOSED);
        assertThat(bench.submit("slow")).isEqualTo(new Outcome.Received());
    }

    @Test
    void aSuspendedPrinterRefusesAtOnceUntilResumed() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));

        bench.routes.suspend("prodigi");

        assertThat(bench.submit("prodigi")).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("paused: resume printer prodigi"));
        assertThat(bench.lane("prodigi.http").suspended()).isTrue();
        printer.verify(0, postRequestedFor(anyUrl()));
        bench.routes.resume("prodigi");
        assertThat(bench.submit("prodigi")).isEqualTo(new Outcome.Received());
    }

    @Test
    void aSuspendedPrinterIsStillAsked() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        bench.add(profile(), Scripted.submits(Scripted.get("/orders/1")));

        bench.routes.suspend("prodigi");

        assertThat(bench.submit("prodigi")).isEqualTo(new Outcome.Received());
    }

    @AfterEach
    void nothingIsLeftOnTheWay() {
        assertThat(bench.camel.getInflightRepository().size()).isZero();
    }
}
