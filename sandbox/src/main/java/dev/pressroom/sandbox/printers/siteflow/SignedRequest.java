package dev.pressroom.sandbox.printers.siteflow;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies the signature of a request (<a href="https://hpsiteflow.com/docs/siteflow/api-authentication.html">API authentication</a>): HMAC in hex of
 * {@code METHOD PATH TIMESTAMP}, the path without host and query.
 */
record SignedRequest(String token, String secret) {

    /** What is wrong with the signature; empty when it is right. */
    Optional<String> problem(String method, String path, Headers headers) {
        String said = Optional.ofNullable(headers.getFirst("x-oneflow-authorization")).orElse("");
        String date = Optional.ofNullable(headers.getFirst("x-oneflow-date")).orElse("");
        if (said.isEmpty() || date.isEmpty()) {
            return Optional.of("x-oneflow-authorization or x-oneflow-date is missing");
        }
        String algorithm = "SHA256".equals(headers.getFirst("x-oneflow-algorithm")) ? "HmacSHA256" : "HmacSHA1";
        String expected = token + ":" + sign(algorithm, method + " " + path + " " + date);
        return MessageDigest.isEqual(bytes(expected), bytes(said)) ? Optional.empty() : Optional.of("the signature is wrong");
    }

    private String sign(String algorithm, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(bytes(secret), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
