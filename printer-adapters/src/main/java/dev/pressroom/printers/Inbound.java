package dev.pressroom.printers;

import java.time.Instant;
import java.util.Map;

/**
 * A message from a printer as received.
 *
 * @param messageKey what makes the message unique at that printer: file name, queue message id, hash of a body
 * @param channel how it came: {@code webhook}, {@code sftp}, {@code sqs}, {@code poll}
 * @param headers lower-case names, without credentials
 */
public record Inbound(String messageKey, String channel, Map<String, String> headers, byte[] body, Instant receivedAt) {}
