package dev.pressroom.sandbox.printers;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A printer's HTTP interface: every call goes to one handler, in a thread of its own. */
public final class HttpDoor implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    /**
     * Takes the port; calls wait until {@link #open}.
     *
     * @param printer named when the port is taken
     * @param port 0 for a free one
     */
    public HttpDoor(String printer, String host, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Printer %s cannot listen on %s:%d (%s): free that port or configure another."
                    .formatted(printer, host, port, e.getMessage()), e);
        }
    }

    public void open(HttpHandler handler) {
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
