package dev.pressroom.routes;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;

/**
 * One SFTP session, for one thread at a time. Its work ends at a deadline: from then on everything fails.
 * Failures are {@link GenericFileOperationFailedException}.
 */
final class SftpSession implements AutoCloseable {

    private final SftpEndpoint endpoint;
    private final SftpOperations operations;
    private final WatchedSocket socket;

    private SftpSession(SftpEndpoint endpoint, SftpOperations operations, WatchedSocket socket) {
        this.endpoint = endpoint;
        this.operations = operations;
        this.socket = socket;
    }

    static SftpSession connect(SftpEndpoint endpoint, WatchedSocket socket, Duration limit) {
        SftpOperations operations = new SftpOperations(socket);
        operations.setEndpoint(endpoint);
        SftpSession session = new SftpSession(endpoint, operations, socket);
        session.arm(limit);
        try {
            operations.connect(endpoint.getConfiguration(), null);
            return session;
        } catch (GenericFileOperationFailedException e) {
            session.close();
            throw e;
        }
    }

    /** From now on it must be done within the limit. */
    void arm(Duration limit) {
        socket.arm(limit);
    }

    /** It lies idle: no deadline. */
    void rest() {
        socket.disarm();
    }

    boolean expired() {
        return socket.expired();
    }

    /** The files of a folder and their sizes; fails when there is no such folder. */
    Map<String, Long> sizes(String folder) {
        Map<String, Long> sizes = new HashMap<>();
        for (SftpRemoteFile<?> file : operations.listFiles(folder)) {
            if (!file.isDirectory()) {
                sizes.put(file.getFilename(), file.getFileLength());
            }
        }
        return sizes;
    }

    /** Writes over whatever is there, streaming. */
    void write(String path, InputStream content) {
        Exchange exchange = new DefaultExchange(endpoint.getCamelContext());
        exchange.getIn().setBody(content);
        operations.storeFile(path, exchange, -1);
    }

    void rename(String from, String to) {
        operations.renameFile(from, to);
    }

    void delete(String path) {
        operations.deleteFile(path);
    }

    /** Whether the server itself answered that there is no such file; a broken session never says so. */
    static boolean noSuchFile(GenericFileOperationFailedException failure) {
        return answered(failure) == ChannelSftp.SSH_FX_NO_SUCH_FILE;
    }

    /** The status (SFTP 3, 7) that the server answered; -1 when it answered nothing. */
    static int answered(GenericFileOperationFailedException failure) {
        SftpException answer = ObjectHelper.getException(SftpException.class, failure);
        return answer != null && answer.getCause() == null ? answer.id : -1;
    }

    /** Never fails: what was done is done. */
    @Override
    public void close() {
        try {
            operations.forceDisconnect();
        } finally {
            socket.disarm();
            socket.close();
        }
    }
}
