package dev.pressroom.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrinterRoutesTest {

    private final WireMockServer printer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        printer.start();
        bench = new Bench();
    }

    @AfterEach
    void stop() {
        bench.close();
        printer.stop();
    }

    private PrinterProfile profile() {
        return Profiles.http("prodigi", printer.baseUrl(), Map.of(), 2, Profiles.LIMIT);
    }

    @Test
    void leavesNothingBehindOfAPrinterThatIsRemoved(@TempDir Path root) throws Exception {
        Dialect.Reads reads = message -> new Decoded(List.of(), List.of(), List.of());
        try (SftpHost host = new SftpHost(root)) {
            bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));
            bench.routes.startInbound();
            bench.submit("prodigi");
            int endpoints = bench.camel.getEndpoints().size();
            int routes = bench.camel.getRoutesSize();
            for (int again = 0; again < 3; again++) {
                bench.add(Profiles.http("more", printer.baseUrl(), Map.of(), 1, Profiles.LIMIT),
                        Scripted.submits(Scripted.post("/orders", "{}")));
                bench.add(Profiles.sqs("queue", QueueHost.transport("http://nowhere.invalid")), reads);
                bench.add(Profiles.sftp("files", host.transport(), Profiles.LIMIT), reads);
                bench.routes.add(new CarrierSftp("dpd", host.transport(), "out", Pattern.compile(".*"), null, Profiles.LIMIT,
                        new CarrierFilesTest.Folder(root)));
                bench.submit("more");
                await().untilAsserted(() -> assertThat(bench.lane("files.status-files").lastSuccess()).isNotNull());

                List.of("more", "queue", "files", "dpd").forEach(bench.routes::remove);
            }

            assertThat(bench.routes.lanes()).containsOnlyKeys("prodigi.http", "prodigi.offer");
            assertThat(bench.camel.getRoutesSize()).isEqualTo(routes);
            assertThat(bench.camel.getEndpoints()).extracting(endpoint -> endpoint.getEndpointUri())
                    .allMatch(uri -> uri.startsWith("direct:") || uri.contains("" + printer.port())).hasSizeLessThan(endpoints + 8);
            await().untilAsserted(() -> assertThat(host.server().getActiveSessions()).isEmpty());
        }
    }

    @Test
    void aCloseRefusesNewCallsAndWaitsForThoseUnderWay() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(1_500)));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));
        CompletableFuture<Outcome> underWay = CompletableFuture.supplyAsync(() -> bench.submit("prodigi"), Thread::startVirtualThread);
        await().untilAsserted(() -> printer.verify(1, postRequestedFor(anyUrl())));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(bench.routes::close, Thread::startVirtualThread);

        await().untilAsserted(() -> assertThat(bench.lane("prodigi.http").suspended()).isTrue());
        assertThat(bench.submit("prodigi")).isInstanceOf(Outcome.Deferred.class);
        closed.join();
        assertThat(underWay).isCompletedWithValue(new Outcome.Received());
        printer.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void aCloseDoesNotWaitForAServerThatFreezes(@TempDir Path root) throws Exception {
        try (SftpHost host = new SftpHost(root)) {
            host.freezesBefore("list status");
            bench.add(Profiles.sftp("frozen", host.transport(), Duration.ofMinutes(5)),
                    (Dialect.Reads) message -> Decoded.unreadable("", ""));
            bench.routes.startInbound();
            await().untilAsserted(() -> assertThat(host.sessions).hasValue(1));

            long start = System.nanoTime();
            bench.routes.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Bench.SETTINGS.stopWithin().plusSeconds(5));
        }
    }

    @Test
    void refusesToAddBeforeTheContextRuns() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                PrinterRoutes routes = new PrinterRoutes(camel, new Ports(null, null, null, null, null, null), Bench.SETTINGS,
                        Clock.systemUTC(), new SimpleMeterRegistry())) {
            assertThatThrownBy(() -> routes.add(new Printer(profile(), new Dialect() {
            }))).hasMessageContaining("start it first");
        }
    }

    @Test
    void refusesAPrinterThatIsThereAlready() {
        bench.add(profile(), new Dialect() {
        });

        assertThatThrownBy(() -> bench.add(profile(), new Dialect() {
        })).hasMessageContaining("prodigi is there already");
    }

    @Test
    void aProfileThatCannotBeOpenedIsAFailedLaneAndNothingElse() {
        bench.add(Profiles.http("broken", "http://bad host", Map.of(), 1, Profiles.LIMIT),
                Scripted.submits(Scripted.post("/orders", "{}")));

        assertThat(bench.submit("broken")).isInstanceOf(Outcome.Deferred.class);
        assertThat(bench.lane("broken.http").lastError()).contains("correct the profile");
    }

    @Test
    void measuresEachLane() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        bench.add(profile(), Scripted.submits(Scripted.post("/orders", "{}")));

        bench.submit("prodigi");

        bench.routes.suspend("prodigi");
        bench.submit("prodigi");

        assertThat(
                bench.meters.get("pressroom.lane.calls").tags("printer", "prodigi", "lane", "prodigi.http", "outcome", "ANSWERED").timer()
                        .count())
                .isOne();
        assertThat(bench.meters.get("pressroom.lane.calls").tag("outcome", "REFUSED").timer().count()).isOne();
        assertThat(bench.meters.get("pressroom.lane.suspended").tag("lane", "prodigi.http").gauge().value()).isOne();
        bench.routes.remove("prodigi");
        assertThat(bench.meters.find("pressroom.lane.suspended").gauge()).isNull();
    }
}
