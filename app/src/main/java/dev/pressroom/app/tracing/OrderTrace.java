package dev.pressroom.app.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Spans of an order. The trace's id is made from the order's id, so that everything that ever handles the order, in whatever process and however
 * many weeks later, tells the same trace without handing anything on: 32 hex digits of the SHA-256 of {@code order/<orderId>}.
 * Spans hold ids and names of steps, never personal data.
 */
public final class OrderTrace {

    private static final String ORDER = "pressroom.order";

    private OrderTrace() {}

    /** Does the work within a span of the order: below the span that is current here if that belongs to the order, else at its top. */
    public static <T> T span(String orderId, String name, SpanKind kind, Supplier<T> work) {
        SpanContext root = root(orderId);
        Context here = Context.current();
        Context parent = Span.fromContext(here).getSpanContext().getTraceId().equals(root.getTraceId())
                ? here
                : Context.root().with(Span.wrap(root));
        Span span = GlobalOpenTelemetry.getTracer("pressroom").spanBuilder(name).setSpanKind(kind).setParent(parent)
                .setAttribute(ORDER, orderId).startSpan();
        try (Scope _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    /** The same calls, each as a span below the current one: {@code <what> <method> <first argument>}. */
    public static <T> T calls(Class<T> type, T target, String what) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, arguments) -> {
            Span span = GlobalOpenTelemetry.getTracer("pressroom")
                    .spanBuilder(what + " " + method.getName() + (arguments == null ? "" : " " + arguments[0])).setSpanKind(SpanKind.CLIENT)
                    .startSpan();
            try (Scope _ = span.makeCurrent()) {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                span.setStatus(StatusCode.ERROR, e.getTargetException().getClass().getSimpleName());
                throw e.getTargetException();
            } finally {
                span.end();
            }
        }));
    }

    /** The trace of an order, 32 hex digits. */
    public static String id(String orderId) {
        return root(orderId).getTraceId();
    }

    private static SpanContext root(String orderId) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(("order/" + orderId).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        HexFormat hex = HexFormat.of();
        return SpanContext.createFromRemoteParent(hex.formatHex(hash, 0, 16), hex.formatHex(hash, 16, 24), TraceFlags.getSampled(),
                TraceState.getDefault());
    }
}
