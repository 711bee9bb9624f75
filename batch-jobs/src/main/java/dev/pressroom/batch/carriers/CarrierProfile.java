package dev.pressroom.batch.carriers;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one carrier that is not code: one YAML file in {@code carriers/}, read by {@link CarrierFiles}.
 *
 * @param id {@code [a-z0-9-]{1,40}}, also the name of the file and of the folder in the drop
 * @param codes the carrier's scan code to what it means; a code that is not here is UNMAPPED, never guessed
 * @param labelWindow how long a number means one parcel, since carriers use numbers again
 * @param sftp where to fetch the files; null when somebody else puts them into the drop
 */
public record CarrierProfile(String id, String name, Files files, Fields fields, NumberRule number, TimeRule time,
        Map<String, Meaning> codes,
        LabelWindow labelWindow, @Nullable Sftp sftp) {

    public CarrierProfile {
        codes = Map.copyOf(codes);
    }

    /**
     * How a file looks. A line is what ends in LF (a CR before it is not content); there is no quoting.
     *
     * @param pattern of the whole file name
     * @param semaphore suffix of the empty file that says "complete" in the drop; null when files are moved into the drop whole, as a fetch does
     * @param encoding one in which LF is the byte 0A
     * @param trailingSeparator each line ends with a separator after the last column
     * @param header the first line repeats the columns exactly
     */
    public record Files(Pattern pattern, @Nullable String semaphore, Charset encoding, String separator, boolean trailingSeparator,
            boolean header,
            List<String> columns) {

        public Files {
            columns = List.copyOf(columns);
        }
    }

    /** Which columns we read, by their position from 0; the country's is null when the carrier tells none. */
    public record Fields(int number, int code, int depot, int time, @Nullable Integer country) {}

    /**
     * The carrier's parcel numbers.
     *
     * @param remove what people and printers write into a number that does not belong to it, for example spaces
     */
    public record NumberRule(Pattern pattern, @Nullable Pattern remove) {

        /** The number as it is compared; whether it is valid, {@link #pattern} says. */
        public String normalised(String said) {
            return remove == null ? said : remove.matcher(said).replaceAll("");
        }
    }

    /**
     * The carrier's times, which have no zone.
     *
     * @param zone of all its depots; in the hour that a DST change repeats the earlier instant is taken
     */
    public record TimeRule(DateTimeFormatter format, ZoneId zone) {

        /** Strict: a day or an hour that does not exist is a {@link java.time.DateTimeException}. */
        public LocalDateTime read(String said) {
            return LocalDateTime.parse(said, format);
        }
    }

    /**
     * @param rank decides between scans of the same instant, the higher wins
     * @param fact the fact that each such scan is to the order, for example {@code ParcelDelivered}; null when it is no milestone
     */
    public record Meaning(ParcelStatus status, int rank, @Nullable String fact) {}

    /** Scans from {@code before} to {@code after} around the making of the label belong to that parcel. */
    public record LabelWindow(Duration before, Duration after) {}

    /**
     * Where the carrier leaves files; texts may hold references ({@code ${env:NAME}}, {@code ${file:PATH}}), resolved by whoever connects.
     *
     * @param knownHosts OpenSSH known_hosts lines, or a reference to a file of them
     * @param semaphore suffix of the empty file that the carrier writes after a file; null when it writes none
     * @param timeout of one visit
     */
    public record Sftp(String host, String port, String user, @Nullable String password, @Nullable String privateKey, String knownHosts,
            String folder, @Nullable String semaphore, Duration poll, Duration timeout) {}
}
