package dev.pressroom.sandbox.bench;

import dev.pressroom.orders.JobKey;
import dev.pressroom.workflows.ArtworkActivities;
import dev.pressroom.workflows.FakeWorld;
import dev.pressroom.workflows.PrinterActivities;
import dev.pressroom.workflows.RecordActivities;
import dev.pressroom.workflows.RecordActivities.Recording;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A world in memory for each order, behind one set of activities. */
final class ManyWorlds {

    private final Map<String, FakeWorld> worlds = new ConcurrentHashMap<>();

    FakeWorld world(String orderId) {
        return worlds.computeIfAbsent(orderId, FakeWorld::golden);
    }

    /** Of an order with two items. */
    FakeWorld worldOfTwo(String orderId) {
        return worlds.computeIfAbsent(orderId, FakeWorld::ofTwoItems);
    }

    /** Every call goes to the world of the order that its first argument names. */
    Object activities() {
        return Proxy.newProxyInstance(ManyWorlds.class.getClassLoader(),
                new Class<?>[]{RecordActivities.class, ArtworkActivities.class, PrinterActivities.class}, this::call);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return arguments == null || method.getDeclaringClass() == Object.class
                    ? method.invoke(this, arguments)
                    : method.invoke(Objects.requireNonNull(worlds.get(orderOf(arguments[0])), "no world of " + arguments[0]), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static String orderOf(Object argument) {
        return switch (argument) {
            case JobKey key -> key.orderId();
            case Recording recording -> recording.orderId();
            default -> argument.toString();
        };
    }
}
