package dev.pressroom.routes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * The routes inwards. Each is opened on its own and tried again until it stands, so that one whose server cannot be reached or resolved
 * keeps no other waiting. Safe for many threads.
 */
final class InboundRoutes {

    private final CamelContext camel;
    private final Watchdog watchdog;
    private final Duration retry;
    private final ReentrantLock opening;
    private final Map<String, Opened> sources = new ConcurrentHashMap<>();
    private volatile boolean started;

    /**
     * Something to hear from.
     *
     * @param owner printer or carrier
     * @param uri asks a server what has to be asked, without holding up others; what it answers makes the endpoint's URI and binds what that
     *        names, alone
     * @param cut ends a poll under way and lets go of what the source holds
     */
    record Source(String owner, Lane lane, PolledLane polled, Processor take, Callable<Callable<String>> uri, Runnable cut) {}

    private record Opened(Source source, CountDownLatch gone) {}

    /** @param opening held while anything is bound and a route is made of it */
    InboundRoutes(CamelContext camel, Watchdog watchdog, Duration retry, ReentrantLock opening) {
        this.camel = camel;
        this.opening = opening;
        this.watchdog = watchdog;
        this.retry = retry;
    }

    void add(Source source) {
        Opened added = new Opened(source, new CountDownLatch(1));
        sources.put(source.lane().name(), added);
        if (started) {
            openInBackground(added);
        }
    }

    /** Opens what was added, and from now on whatever is added. */
    void start() {
        if (!started) {
            started = true;
            sources.values().forEach(this::openInBackground);
        }
    }

    private void openInBackground(Opened added) {
        Thread.ofPlatform().daemon().name("pressroom-open-" + added.source().lane().name()).start(() -> {
            try {
                while (!open(added) && !added.gone().await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                    // tried again
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean open(Opened added) {
        Source source = added.source();
        String name = source.lane().name();
        try {
            Callable<String> asked = source.uri().call();
            opening.lock(); // the context's registry is a plain map
            try {
                if (added.gone().getCount() > 0) {
                    camel.getRegistry().bind(name, source.polled());
                    String uri = asked.call();
                    TemplatedRouteBuilder.builder(camel, LaneTemplates.INBOUND).routeId(name).prefixId(name + "-").parameter("uri", uri)
                            .bean("take", source.polled().telling(source.take())).add();
                }
            } finally {
                opening.unlock();
            }
            return true;
        } catch (Exception e) {
            source.lane().failed("not open yet: " + Lane.describe(e));
            return false;
        }
    }

    /** Lets polls under way finish within that time, then cuts them. */
    void close(String owner, Duration within) {
        sources.values().stream().filter(opened -> opened.source().owner().equals(owner)).forEach(opened -> close(opened, within));
    }

    private void close(Opened opened, Duration within) {
        String name = opened.source().lane().name();
        opened.gone().countDown();
        Future<?> cut = watchdog.after(within, opened.source().cut());
        opening.lock();
        try {
            Routes.remove(camel, name, within);
            camel.getRegistry().unbind(name);
            sources.remove(name);
        } finally {
            opening.unlock();
            cut.cancel(false);
            opened.source().cut().run();
        }
    }

    Stream<Lane> all() {
        return sources.values().stream().map(opened -> opened.source().lane());
    }

    Stream<String> owners() {
        return sources.values().stream().map(opened -> opened.source().owner()).distinct();
    }
}
