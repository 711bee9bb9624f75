package dev.pressroom.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneDeadPrinterTest {

    private static final int JOBS = 500;
    private static final int HANGING = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** As the workflow does it: what is deferred comes again. */
    private static Outcome submitUntilTaken(Bench bench, String printer, int n) {
        Ticket ticket = new Ticket(JobKey.parse("J-" + n + "-1-a1"), "J-" + n, "" + n, ServiceLevel.STANDARD, Scripted.ticket().shipTo(),
                List.of(), Scripted.CONTEXT.now());
        return await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(
                () -> bench.routes.channels().submit(printer, ticket, Scripted.CONTEXT).result(),
                outcome -> !(outcome instanceof Outcome.Deferred));
    }

    @Test
    void delaysNoneOfFiveHundredJobsForOthers(@TempDir Path root) throws Exception {
        WireMockServer quick = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        quick.start();
        quick.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        try (Bench bench = new Bench();
                SftpHost host = new SftpHost(root);
                ServerSocket mute = new ServerSocket(0);
                ExecutorService activities = Executors.newFixedThreadPool(12)) {
            bench.add(Profiles.http("dead", "http://localhost:" + mute.getLocalPort(), Map.of(), HANGING, LIMIT),
                    Scripted.submits(Scripted.post("/orders", "{}")));
            bench.add(Profiles.http("web", quick.baseUrl(), Map.of(), 4, LIMIT), Scripted.submits(Scripted.post("/orders", "{}")));
            bench.add(Profiles.sftp("folder", host.transport(), LIMIT),
                    (Dialect.Submits) (ticket, context) -> new Step.Ask<>(
                            new FileDrop("submit", List.of(), new DropFile(ticket.name() + ".xml", Scripted.text("<root/>"))),
                            reply -> Step.Done.of(Scripted.outcome(reply))));
            List<Future<Outcome>> stuck = IntStream.range(0, HANGING)
                    .mapToObj(n -> activities.submit(() -> bench.submit("dead"))).toList();
            await().until(() -> bench.submit("dead") instanceof Outcome.Deferred);

            List<Callable<Outcome>> jobs = IntStream.range(0, JOBS).<Callable<Outcome>>mapToObj(n -> {
                String printer = n % 10 == 0 ? "folder" : "web";
                return () -> {
                    long began = System.nanoTime();
                    assertThat(bench.submit("dead")).isInstanceOf(Outcome.Deferred.class);
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
                    return submitUntilTaken(bench, printer, n);
                };
            }).toList();
            for (Future<Outcome> job : activities.invokeAll(jobs)) {
                assertThat(job.get()).isEqualTo(new Outcome.Received());
            }

            assertThat(stuck).noneMatch(Future::isDone);
            quick.verify(JOBS - JOBS / 10, postRequestedFor(urlEqualTo("/orders")));
            assertThat(host.files("in")).hasSize(JOBS / 10);
            assertThat(bench.lane("dead.http").circuit()).isEqualTo(LaneState.Circuit.CLOSED);
            mute.close(); // ends the calls that hang
        } finally {
            quick.stop();
        }
    }
}
