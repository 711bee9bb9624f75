package dev.pressroom.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A line between us and a server that can be cut after any byte, in either direction, or be slow. */
final class Wire implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(NEVER);
    private final AtomicLong passed = new AtomicLong();
    private volatile long pauseNanos;
    private volatile boolean once;

    Wire(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** All connections are cut when so many bytes more have passed, counted over both directions. */
    void cutsAfter(long bytes) {
        left.set(bytes);
    }

    /** The same, and then it is whole again. */
    void cutsOnceAfter(long bytes) {
        once = true;
        left.set(bytes);
    }

    void heals() {
        left.set(NEVER);
        pauseNanos = 0;
    }

    /** A pause before each piece of up to a kilobyte. */
    void isSlow(long nanos) {
        pauseNanos = nanos;
    }

    /** Bytes that passed since it was made. */
    long passed() {
        return passed.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                Thread.ofPlatform().daemon().start(() -> pump(near, far));
                Thread.ofPlatform().daemon().start(() -> pump(far, near));
            }
        } catch (IOException e) {
            cut(); // closed
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] piece = new byte[1024];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (pauseNanos > 0) {
                    LockSupport.parkNanos(pauseNanos);
                }
                long budget = left.get() == NEVER ? NEVER : left.getAndAdd(-read);
                int may = Math.clamp(budget, 0, read);
                out.write(piece, 0, may);
                passed.addAndGet(may);
                if (may < read) {
                    if (once) {
                        once = false;
                        left.set(NEVER);
                    }
                    cut();
                }
            }
        } catch (IOException e) {
            sockets.remove(from); // cut, or one side is gone
            sockets.remove(to);
        }
    }

    private void cut() {
        for (Socket socket : sockets) {
            sockets.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
