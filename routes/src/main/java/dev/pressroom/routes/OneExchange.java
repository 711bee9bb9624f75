package dev.pressroom.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange of a lane from its first byte to its last: authenticates it, bounds it in time and size, and tells whether the request
 * had begun to leave when it failed. The client's own response timeout is per read, so a dribbled answer would never meet it.
 */
final class OneExchange implements HttpClientConfigurer {

    private static final String PROGRESS = "pressroom.progress";

    /** How far an exchange came: the request has begun to leave; the deadline has passed. */
    private static final class Progress {
        private volatile boolean left;
        private volatile boolean late;
    }

    private final Map<String, String> auth;
    private final @Nullable RequestSignature signature;
    private final @Nullable BearerToken bearer;
    private final HttpClientConnectionManager connections;
    private final UnaryOperator<String> secrets;
    private final Watchdog watchdog;
    private final Duration limit;
    private final int answerLimit;

    OneExchange(Map<String, String> auth, @Nullable RequestSignature signature, @Nullable BearerToken bearer,
            HttpClientConnectionManager connections, UnaryOperator<String> secrets, Watchdog watchdog, Duration limit, int answerLimit) {
        this.auth = auth;
        this.signature = signature;
        this.bearer = bearer;
        this.connections = connections;
        this.secrets = secrets;
        this.watchdog = watchdog;
        this.limit = limit;
        this.answerLimit = answerLimit;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.setConnectionManager(connections);
        client.setKeepAliveStrategy(HttpConnections::keptFor);
        client.addExecInterceptorFirst("pressroom-bounds", this::bounded);
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "pressroom-leaving", (request, scope, chain) -> {
            Progress progress = (Progress) scope.clientContext.getAttribute(PROGRESS);
            if (progress.late) {
                throw new InterruptedIOException("connected after the deadline");
            }
            progress.left = true;
            return chain.proceed(request, scope);
        });
    }

    private ClassicHttpResponse bounded(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws LaneFailed {
        Progress progress = new Progress();
        scope.clientContext.setAttribute(PROGRESS, progress);
        Future<?> cut = watchdog.after(limit, () -> {
            progress.late = true;
            scope.execRuntime.discardEndpoint();
        });
        try {
            auth.forEach((name, reference) -> request.setHeader(name, secrets.apply(reference)));
            if (signature != null) {
                signature.headers(request.getMethod(), request.getRequestUri()).forEach(request::setHeader);
            }
            if (bearer != null) {
                request.setHeader("Authorization", "Bearer " + bearer.value());
            }
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (bearer != null && response.getCode() == 401) {
                bearer.forget();
            }
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(new ByteArrayEntity(read(entity), ContentType.parseLenient(entity.getContentType())));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            String what = request.getMethod() + " " + request.getAuthority() + ": "
                    + (progress.late ? "not complete after " + limit.toMillis() + " ms" : Lane.describe(e));
            throw progress.left ? LaneFailed.broke(what, e) : LaneFailed.notSent(what, e);
        } finally {
            cut.cancel(false);
        }
    }

    private byte[] read(HttpEntity entity) throws IOException {
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(answerLimit + 1);
            if (body.length > answerLimit) {
                throw new IOException("the answer is larger than " + answerLimit + " bytes; it was not read to its end");
            }
            return body;
        }
    }
}
