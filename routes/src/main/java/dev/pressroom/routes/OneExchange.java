package dev.pressroom.routes;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * One HTTP exchange of a lane from its first byte to its last: authenticates it, bounds it in time and size, and tells whether the request had begun
 * to leave when it failed. The client's own response timeout is per read, so a dribbled answer would never meet it.
 */
final class OneExchange implements HttpClientConfigurer {

    private static final String LEAVING = "pressroom.leaving";

    private final Map<String, String> auth;
    private final UnaryOperator<String> secrets;
    private final Watchdog watchdog;
    private final Duration limit;
    private final int answerLimit;

    OneExchange(Map<String, String> auth, UnaryOperator<String> secrets, Watchdog watchdog, Duration limit, int answerLimit) {
        this.auth = auth;
        this.secrets = secrets;
        this.watchdog = watchdog;
        this.limit = limit;
        this.answerLimit = answerLimit;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("pressroom-bounds", this::bounded);
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), LEAVING, (request, scope, chain) -> {
            scope.clientContext.setAttribute(LEAVING, true);
            return chain.proceed(request, scope);
        });
    }

    private ClassicHttpResponse bounded(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws LaneFailed {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> cut = watchdog.after(limit, () -> {
            late.set(true);
            scope.execRuntime.discardEndpoint();
        });
        try {
            auth.forEach((name, reference) -> request.setHeader(name, secrets.apply(reference)));
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(new ByteArrayEntity(read(entity), ContentType.parseLenient(entity.getContentType())));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            String what = request.getMethod() + " " + request.getAuthority() + ": "
                    + (late.get() ? "not complete after " + limit.toMillis() + " ms" : Lane.describe(e));
            throw scope.clientContext.getAttribute(LEAVING) == null ? LaneFailed.notSent(what, e) : LaneFailed.broke(what, e);
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
