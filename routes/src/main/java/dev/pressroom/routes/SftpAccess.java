package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.SftpTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;

/**
 * How one SFTP server is reached: its host pinned by the profile's known hosts and never by this machine's, credentials resolved at each
 * connect. Algorithms cannot be chosen: the client would set them for all servers of this process.
 */
final class SftpAccess {

    private final SftpTransport sftp;
    private final UnaryOperator<String> secrets;
    private final Duration limit;
    private final Duration connectWithin;

    SftpAccess(SftpTransport sftp, UnaryOperator<String> secrets, Duration limit, RouteSettings settings) {
        this.sftp = sftp;
        this.secrets = secrets;
        this.limit = limit;
        this.connectWithin = settings.connectWithin(limit);
    }

    Duration limit() {
        return limit;
    }

    /** The endpoint's URI without anything secret; {@code options} must make it unique, since endpoints are shared by their URI. */
    String uri(String options) {
        return "sftp://" + sftp.host() + ":" + sftp.port() + "?" + options;
    }

    /** Overrides what is dangerous or unbounded by default; nothing is connected yet. */
    void harden(SftpEndpoint endpoint) {
        SftpConfiguration configuration = endpoint.getConfiguration();
        configuration.setHost(sftp.host()); // a host name that is no URI host, with an underscore, is lost in the URI
        configuration.setPort(sftp.port());
        configuration.setUsername(sftp.user());
        configuration.setStrictHostKeyChecking("yes");
        configuration.setUseUserKnownHostsFile(false);
        configuration.setPreferredAuthentications(sftp.privateKey() == null ? "password,keyboard-interactive" : "publickey,password");
        configuration.setConnectTimeout((int) connectWithin.toMillis());
        configuration.setStepwise(false);
        endpoint.setAutoCreate(false);
        endpoint.setMaximumReconnectAttempts(1);
    }

    /** Puts in what is secret, as it is now; {@link IllegalArgumentException} names a reference without value. */
    void unlock(SftpConfiguration configuration) {
        String password = sftp.password();
        String privateKey = sftp.privateKey();
        configuration.setPassword(password == null ? null : secrets.apply(password));
        configuration.setPrivateKey(privateKey == null ? null : bytes(secrets.apply(privateKey) + "\n"));
        configuration.setKnownHosts(bytes(secrets.apply(sftp.knownHosts()) + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A session of its own over that socket, connected; it is cut when the access's limit has passed since now. */
    SftpSession open(CamelContext camel, WatchedSocket socket) throws Exception {
        SftpComponent component = camel.getComponent("sftp", SftpComponent.class);
        SftpEndpoint endpoint = (SftpEndpoint) component.createEndpoint(uri("fastExistsCheck=true"), Map.of());
        harden(endpoint);
        unlock(endpoint.getConfiguration());
        return SftpSession.connect(endpoint, socket, limit);
    }
}
