package dev.pressroom.app.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that only their holder can know: where a printer calls us back, and where it fetches artwork. The signature is in the path, so a
 * leaked log line is a leaked address: artwork expires, callbacks are only hints.
 */
public final class CallbackTokens {

    private static final int HEX_DIGITS = 32;

    private final SecretKeySpec key;
    private final String publicUrl;

    /** @param publicUrl where printers reach us, without a slash at the end */
    public CallbackTokens(String secret, String publicUrl) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.publicUrl = publicUrl;
    }

    public URI webhookUrl(String printerId) {
        return URI.create(publicUrl + "/webhooks/" + printerId + "/" + webhookToken(printerId));
    }

    /** @param until the printer may fetch it up to then; leave room for its retries and reprints */
    public URI artworkUrl(String sha256, Instant until) {
        long expiry = until.getEpochSecond();
        return URI.create(publicUrl + "/artwork/" + expiry + "-" + artworkToken(expiry, sha256) + "/" + sha256 + ".pdf");
    }

    String webhookToken(String printerId) {
        return sign("webhook/" + printerId);
    }

    boolean isWebhook(String printerId, String token) {
        return equal(webhookToken(printerId), token);
    }

    boolean isArtwork(long expiry, String token, String sha256) {
        return equal(artworkToken(expiry, sha256), token);
    }

    /** Compares without telling by its time how much was right. */
    static boolean equal(String expected, String actual) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private String artworkToken(long expiry, String sha256) {
        return sign("artwork/" + expiry + "/" + sha256);
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).substring(0, HEX_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
