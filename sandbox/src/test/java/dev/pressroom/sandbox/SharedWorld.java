package dev.pressroom.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One sandbox with prompt printers for all tests that do not need their own: opened by the first, closed after the last.
 * A test that opens its own leaves this one first, since ElasticMQ's database pool is global in a process.
 */
final class SharedWorld implements ParameterResolver, AutoCloseable {

    private static @Nullable World open;
    private static @Nullable Spans spans;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        test.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(SharedWorld.class, type -> this);
        if (open == null) {
            try {
                spans = new Spans();
                open = new World("prompt", spans.exporting());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open;
    }

    /** What its service traced. */
    static Spans spans() {
        return Objects.requireNonNull(spans);
    }

    static void leave() {
        if (open != null) {
            open.close();
            open = null;
            spans().close();
        }
    }

    @Override
    public void close() {
        leave();
    }
}
