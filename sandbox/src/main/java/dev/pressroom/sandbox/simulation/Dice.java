package dev.pressroom.sandbox.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that falls the same whenever it is asked about the same thing with the same seed, in whatever order things happen. */
public record Dice(long seed) {

    /** A generator for one question, such as (printer, job key, "rejects"). */
    public RandomGenerator about(String... question) {
        return new SplittableRandom(ByteBuffer.wrap(digest(seed + "|" + String.join("|", question))).getLong());
    }

    /** Whether an event of this probability happens. */
    public boolean happens(double probability, String... question) {
        return probability > 0 && about(question).nextDouble() < probability;
    }

    /** As many digits as asked for, the same for the same words whatever the seed: an identifier, not chance. */
    public static String digits(int length, String... words) {
        var random = new SplittableRandom(ByteBuffer.wrap(digest(String.join("|", words))).getLong());
        var digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** Sixteen hexadecimal digits, the same for the same words whatever the seed. */
    public static String hex(String... words) {
        return HexFormat.of().formatHex(digest(String.join("|", words)), 0, 8);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
