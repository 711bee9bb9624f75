package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.SftpTransport;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a carrier's tracking files are fetched from, and where they go.
 *
 * @param sftp server and credentials; {@code poll} is how often
 * @param folder the carrier's outbox on the server
 * @param pattern which file names are tracking files
 * @param semaphoreSuffix what the carrier appends to the name of the empty file that says "complete", for example {@code .sem}; null when
 *        it has none
 * @param timeout of one visit; what was not fetched by then is fetched by the next
 * @param drop takes the files
 */
public record CarrierSftp(String id, SftpTransport sftp, String folder, Pattern pattern, @Nullable String semaphoreSuffix,
        Duration timeout, TrackingDrop drop) {}
