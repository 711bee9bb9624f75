package dev.pressroom.sandbox.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP line to a server that breaks: every connection is cut after a number of bytes drawn for it, counted over both directions, or falls silent
 * there. Until {@link #heals}.
 */
final class FaultyLine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FaultyLine.class);
    private static final double SILENT = 0.04;

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Random random;
    private final long meanBytes;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile boolean healthy;

    private record Connection(Socket near, Socket far, AtomicLong left, boolean silent) {
        void close() {
            if (near.isClosed()) {
                return; // by the other direction
            }
            try (near; far) {
                near.setSoLinger(true, 0); // a reset: what is on its way is lost
            } catch (IOException e) {
                // The other pump was first.
                log.debug("closed already", e);
            }
        }
    }

    /** @param meanBytes how many bytes a connection carries on average before it breaks */
    FaultyLine(String host, int port, long seed, long meanBytes) throws IOException {
        this.target = new InetSocketAddress(host, port);
        this.random = new Random(seed);
        this.meanBytes = meanBytes;
        this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofPlatform().daemon().name("faulty-line").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    int silences() {
        return silences.get();
    }

    /** From now on nothing breaks. */
    void heals() {
        healthy = true;
        connections.forEach(Connection::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket();
                try {
                    far.connect(target, 5_000);
                } catch (IOException e) {
                    near.close();
                    continue;
                }
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                long bytes = (long) (-Math.log(1 - random.nextDouble()) * meanBytes);
                Connection connection = new Connection(near, far, new AtomicLong(bytes), random.nextDouble() < SILENT);
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> pump(connection, near, far));
                Thread.ofPlatform().daemon().start(() -> pump(connection, far, near));
            }
        } catch (IOException e) {
            connections.forEach(Connection::close); // closed
        }
    }

    private void pump(Connection connection, Socket from, Socket to) {
        byte[] piece = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                long budget = healthy ? read : connection.left().getAndAdd(-read);
                int may = Math.clamp(budget, 0, read);
                out.write(piece, 0, may);
                if (may < read && !connection.silent()) {
                    cuts.incrementAndGet();
                    break;
                }
                if (may < read && budget > 0) {
                    silences.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // One side is gone, and the other follows.
            connections.remove(connection);
        }
        connections.remove(connection);
        connection.close();
    }

    @Override
    public void close() throws IOException {
        door.close();
        connections.forEach(Connection::close);
    }
}
