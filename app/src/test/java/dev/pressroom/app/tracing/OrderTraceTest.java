package dev.pressroom.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderTraceTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    /** A printer's verbs, for the test. */
    interface Verbs {
        String submit(String printer);
    }

    @BeforeEach
    void listen() {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build()).build());
    }

    @AfterEach
    void forget() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void everythingOfAnOrderIsOneTraceAndCallsLieWithinTheirStep() {
        Verbs printer = OrderTrace.calls(Verbs.class, name -> "sent to " + name, "printer");
        String answer = OrderTrace.span("A-1", "api place order", SpanKind.SERVER, () -> "placed")
                + OrderTrace.span("A-1", "activity Printer_Submit", SpanKind.INTERNAL, () -> printer.submit("prodigi-uk"))
                + OrderTrace.span("A-2", "api place order", SpanKind.SERVER, () -> "placed");
        assertThat(answer).isEqualTo("placedsent to prodigi-ukplaced");
        List<SpanData> ours = spans.getFinishedSpanItems().stream().filter(span -> span.getTraceId().equals(OrderTrace.id("A-1"))).toList();
        assertThat(ours).extracting(SpanData::getName).containsExactly("api place order", "printer submit prodigi-uk",
                "activity Printer_Submit");
        assertThat(ours.get(1).getParentSpanId()).isEqualTo(ours.get(2).getSpanId());
        assertThat(ours.get(0).getParentSpanId()).isEqualTo(ours.get(2).getParentSpanId());
        assertThat(spans.getFinishedSpanItems()).hasSize(4).extracting(SpanData::getTraceId).contains(OrderTrace.id("A-2"));
    }

    @Test
    void aFailureIsMarkedAndPassedOn() {
        Verbs printer = OrderTrace.calls(Verbs.class, _ -> {
            throw new IllegalStateException("broken");
        }, "printer");
        assertThatThrownBy(() -> OrderTrace.span("A-1", "step", SpanKind.INTERNAL, () -> printer.submit("p"))).hasMessage("broken");
        Function<SpanData, StatusCode> status = span -> span.getStatus().getStatusCode();
        assertThat(spans.getFinishedSpanItems()).hasSize(2).extracting(status).containsOnly(StatusCode.ERROR);
    }
}
