package dev.pressroom.routes;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The socket under an SFTP session, ours so that it can be closed at a deadline: a server that freezes otherwise holds the session for
 * ever, whatever the client's timeouts say. After the deadline it refuses to connect again until it is armed anew.
 */
final class WatchedSocket implements Proxy {

    private final Watchdog watchdog;
    private volatile @Nullable Connection connection;
    private volatile boolean expired;
    private volatile @Nullable Future<?> cut;

    private record Connection(Socket socket, InputStream in, OutputStream out) {}

    WatchedSocket(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    void arm(Duration limit) {
        disarm();
        expired = false;
        cut = watchdog.after(limit, this::expire);
    }

    void disarm() {
        Future<?> armed = cut;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    void expire() {
        expired = true;
        close();
    }

    boolean expired() {
        return expired;
    }

    @Override
    public void connect(SocketFactory factory, String host, int port, int timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, timeout);
            connection = new Connection(socket, socket.getInputStream(), socket.getOutputStream());
            if (expired) {
                throw new SocketException("no connection to " + host + " before the deadline");
            }
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream() {
        return connected().in();
    }

    @Override
    public OutputStream getOutputStream() {
        return connected().out();
    }

    @Override
    public Socket getSocket() {
        return connected().socket();
    }

    private Connection connected() {
        Connection now = connection;
        if (now == null) {
            throw new IllegalStateException("asked for a connection that was never made");
        }
        return now;
    }

    @Override
    public void close() {
        Connection now = connection;
        if (now != null) {
            try {
                now.socket().close();
            } catch (IOException e) {
                // It is gone either way: whoever waits on it is told by its own read or write.
                return;
            }
        }
    }
}
