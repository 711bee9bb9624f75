package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.Signing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers that sign a request as the profile says. Site Flow (HP, <em>API Authentication</em>,
 * https://hpsiteflow.com/docs/siteflow/api-authentication.html): HMAC-SHA256, in hex, of method, path without host and query, and time.
 */
final class RequestSignature {

    private final Signing signing;
    private final UnaryOperator<String> secrets;
    private final Clock clock;

    RequestSignature(Signing signing, UnaryOperator<String> secrets, Clock clock) {
        this.signing = signing;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @param path with its query, percent-encoded */
    Map<String, String> headers(String method, String path) {
        return switch (signing.scheme()) {
            case SITE_FLOW -> {
                String at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
                Map<String, String> headers = new TreeMap<>();
                headers.put("x-oneflow-date", at);
                headers.put("x-oneflow-algorithm", "SHA256");
                headers.put("x-oneflow-authorization", secrets.apply(signing.token()) + ":"
                        + hmac(secrets.apply(signing.secret()), method + " " + URI.create(path).getPath() + " " + at));
                yield headers;
            }
        };
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
