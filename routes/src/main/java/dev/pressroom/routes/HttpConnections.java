package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.ClientTls;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The connections to one HTTP printer, its own. A kept connection that the printer has closed meanwhile looks like a call that broke, and that
 * costs a look-up: so each is kept for seconds only, less than the printer says, and one that was idle is looked at before it is used.
 */
final class HttpConnections {

    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofMilliseconds(250);

    private HttpConnections() {}

    static PoolingHttpClientConnectionManager open(@Nullable ClientTls tls, UnaryOperator<String> secrets, int most, Duration limit,
            Duration connectWithin) {
        Timeout whole = Timeout.of(limit);
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(whole).setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(Timeout.of(connectWithin)).setSocketTimeout(whole)
                        .setValidateAfterInactivity(LOOKED_AT_AFTER).build());
        if (tls != null) {
            builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(context(tls, secrets)));
        }
        return builder.build();
    }

    /** What the profile says of certificates: ours, and whose the printer's must be. */
    static SSLContext context(ClientTls tls, UnaryOperator<String> secrets) {
        String certificate = tls.certificate();
        String privateKey = tls.privateKey();
        String trust = tls.trust();
        PemSslStoreDetails shown = certificate == null || privateKey == null
                ? null
                : PemSslStoreDetails.forCertificates(secrets.apply(certificate)).withPrivateKey(secrets.apply(privateKey));
        PemSslStoreDetails trusted = trust == null ? null : PemSslStoreDetails.forCertificates(secrets.apply(trust));
        return SslBundle.of(new PemSslStoreBundle(shown, trusted)).createSslContext();
    }

    /** How long a connection may wait for its next call. */
    static TimeValue keptFor(HttpResponse response, HttpContext context) {
        TimeValue said = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        Duration kept = said == null || said.getDuration() < 0 ? KEPT : said.toDuration().minus(MARGIN);
        return TimeValue.of(kept.isNegative() ? Duration.ZERO : kept.compareTo(KEPT) < 0 ? kept : KEPT);
    }
}
