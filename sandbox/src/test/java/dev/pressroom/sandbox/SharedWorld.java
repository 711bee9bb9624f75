package dev.pressroom.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The one sandbox of this process: tests whose printers have the same habits share it, others close it and open theirs.
 * One at a time, since ElasticMQ's database pool is global in a process.
 */
final class SharedWorld implements ParameterResolver, AutoCloseable {

    /** The printers' habits in this class's world; without it they are prompt. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Habits {
        String value();
    }

    private record Open(String habits, World world) {}

    private static @Nullable Open open;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        test.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(SharedWorld.class, type -> this);
        String habits = Optional.ofNullable(test.getRequiredTestClass().getAnnotation(Habits.class)).map(Habits::value).orElse("prompt");
        if (open == null || !open.habits().equals(habits)) {
            close();
            try {
                open = new Open(habits, new World(habits));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open.world();
    }

    @Override
    public void close() {
        if (open != null) {
            open.world().close();
            open = null;
        }
    }
}
