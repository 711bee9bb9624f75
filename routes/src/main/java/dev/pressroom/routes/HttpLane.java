package dev.pressroom.routes;

import dev.pressroom.printers.Body;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.HttpCall;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.entity.mime.ByteArrayBody;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.jspecify.annotations.Nullable;

/** What stands before and behind the HTTP endpoint of a lane: a call becomes a request, the response an answer. */
final class HttpLane extends ServiceSupport implements Processor {

    private final HttpTransport http;
    private final Files files;
    private final int answerLimit;
    private final PoolingHttpClientConnectionManager connections;

    /** @param connections closed with the lane */
    HttpLane(HttpTransport http, Files files, int answerLimit, PoolingHttpClientConnectionManager connections) {
        this.connections = connections;
        this.http = http;
        this.files = files;
        this.answerLimit = answerLimit;
    }

    @Override
    protected void doShutdown() {
        connections.close();
    }

    /** The request; what follows in the route sends it. */
    @Override
    public void process(Exchange exchange) throws LaneFailed {
        Message message = exchange.getMessage();
        HttpCall call = message.getBody(HttpCall.class);
        if (!call.path().startsWith("/")) {
            throw LaneFailed.notSent("the path of a call starts with a slash, got '" + call.path() + "'", null);
        }
        call.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        message.setHeader(Exchange.HTTP_URI, (call.base() == null ? base() : call.base()) + call.path());
        try {
            message.setBody(entity(call.body()));
        } catch (IOException | RuntimeException e) {
            throw LaneFailed.notSent("the body of the call cannot be made: " + Lane.describe(e), e);
        }
    }

    private String base() {
        return http.baseUrl().endsWith("/") ? http.baseUrl().substring(0, http.baseUrl().length() - 1) : http.baseUrl();
    }

    private @Nullable HttpEntity entity(@Nullable Body body) throws IOException {
        return switch (body) {
            case null -> null;
            case Content.Bytes(String type, byte[] bytes) -> new ByteArrayEntity(bytes, ContentType.parse(type));
            case Content.StoredFile file -> new FileEntity(verified(file), ContentType.parse(file.contentType()));
            case Body.Multipart(List<Body.Part> parts) -> {
                MultipartEntityBuilder form = MultipartEntityBuilder.create().setMode(HttpMultipartMode.EXTENDED)
                        .setCharset(StandardCharsets.UTF_8);
                for (Body.Part part : parts) {
                    switch (part.content()) {
                        case Content.Bytes(String type, byte[] bytes) ->
                            form.addPart(part.name(), new ByteArrayBody(bytes, ContentType.parse(type), part.fileName()));
                        case Content.StoredFile file -> form.addBinaryBody(part.name(), verified(file),
                                ContentType.parse(file.contentType()), part.fileName());
                    }
                }
                yield form.build();
            }
        };
    }

    /** Before, since half a request cannot be taken back. */
    private File verified(Content.StoredFile file) throws IOException {
        VerifiedFile.verify(files.path(file.sha256()), file.sha256());
        return files.path(file.sha256()).toFile();
    }

    void answer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Reply.Answered answered = new Reply.Answered(status, headers(message), body(message));
        switch (status) {
            case 429, 502, 503, 504 -> throw new LaneFailed(answered, "answered " + status, null);
            default -> message.setBody(answered);
        }
    }

    private static Map<String, List<String>> headers(Message message) {
        Map<String, List<String>> headers = new TreeMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                List<?> values = value instanceof List<?> list ? list : List.of(value);
                headers.put(name.toLowerCase(Locale.ROOT), values.stream().map(String::valueOf).toList());
            }
        });
        return headers;
    }

    private byte[] body(Message message) throws IOException {
        try (InputStream in = message.getBody(InputStream.class)) {
            byte[] body = in == null ? new byte[0] : in.readNBytes(answerLimit + 1);
            if (body.length > answerLimit) {
                throw LaneFailed.broke("the unpacked answer is larger than " + answerLimit + " bytes", null);
            }
            return body;
        }
    }
}
