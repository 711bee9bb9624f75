package dev.pressroom.batch.carriers;

import dev.pressroom.storage.tracking.LabelWindow;
import dev.pressroom.storage.tracking.NumberRule;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one carrier that is not code: one YAML file in {@code carriers/}, read by {@link CarrierFiles}.
 *
 * @param id {@code [a-z0-9-]{1,40}}, also the name of the file and of the folder in the drop
 * @param layouts by record type; a file whose lines are all alike has one, under the empty name
 * @param labelWindow how long a number means one parcel, since carriers use numbers again
 * @param silence null when nobody is told about parcels without news
 * @param sftp where to fetch the files; null when somebody else puts them into the drop
 */
public record CarrierProfile(String id, String name, Files files, Map<String, Layout> layouts, NumberRule number, TimeRule time,
        CodeTable codes, LabelWindow labelWindow, @Nullable Silence silence, @Nullable Sftp sftp) {

    public CarrierProfile {
        layouts = Map.copyOf(layouts);
    }

    /** Whether rows may tell that a parcel got a new label. */
    public boolean relabels() {
        return layouts.values().stream().anyMatch(layout -> !layout.fields().replaces().isEmpty());
    }

    /**
     * How a file looks.
     *
     * @param pattern of the whole file name, without a {@code .gz} at its end
     * @param semaphore suffix of the empty file that says "complete" in the drop; files wait for theirs once one lies there. Null when files are always moved
     *     into the drop whole, as a fetch does
     * @param encoding one in which LF is the byte 0A
     */
    public record Files(Pattern pattern, @Nullable String semaphore, Charset encoding, Form form) {}

    /** How a file is cut into rows and cells. */
    public sealed interface Form permits Separated, FixedWidth, Edi {
    }

    /**
     * Lines whose cells stand between separators. A line is what ends in LF (a CR before it is not content).
     *
     * @param quote around cells that may hold the separator; twice inside such a cell it stands for itself. Null when quotes are content
     * @param trailing each line ends with a separator after the last column
     * @param padded spaces around a cell are not content
     * @param length characters of each line, 0 for any
     * @param moreColumns a line may have more columns than the layout knows, since the carrier adds some now and then
     * @param recordType position from 0 of the column that tells the layout, -1 when all lines are alike
     * @param passedOver record types that are no scans
     */
    public record Separated(char separator, @Nullable Character quote, boolean trailing, boolean padded, int length, boolean moreColumns,
            Header header, int recordType, List<String> passedOver) implements Form {

        public Separated {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** Lines whose cells are known by their widths in characters; spaces around a cell are not content. */
    public record FixedWidth(List<Integer> widths, Header header) implements Form {

        public FixedWidth {
            widths = List.copyOf(widths);
        }
    }

    /**
     * An interchange of X12 or UN/EDIFACT; each status segment is a row.
     *
     * @param message the transaction set or message type that is read; others are passed over
     * @param loop segment that begins a consignment: what was told about the one before is forgotten
     * @param record segment that is a status
     */
    public record Edi(Standard standard, String message, String loop, String record) implements Form {

        public enum Standard {
            X12, EDIFACT
        }
    }

    /** What the first line is. */
    public enum Header {
        NONE,
        /** Repeats the columns exactly. */
        EXACT,
        /** Names the columns in any order, perhaps with more of them. */
        BY_NAME
    }

    /** @param columns by position; of an EDI message, references to elements */
    public record Layout(List<String> columns, Fields fields) {

        public Layout {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Which columns are read, by position from 0. Of several columns the first that is not empty counts; those of {@code time} are joined by a space,
     * those of {@code zone} as {@link Zones#place} says.
     *
     * @param reason empty when the carrier's code says it all
     * @param depot empty when the carrier tells none
     * @param country empty when the carrier tells none
     * @param zone the columns that {@link TimeRule#zones} is looked up by
     * @param replaces the number that this parcel had before it got a new label
     */
    public record Fields(List<Integer> number, List<Integer> code, List<Integer> reason, List<Integer> depot, List<Integer> time,
            List<Integer> country, List<Integer> zone, List<Integer> replaces) {}

    /**
     * When a parcel without news is told to its order.
     *
     * @param ends statuses after which no more news is expected
     */
    public record Silence(Duration after, List<ParcelStatus> ends) {

        public Silence {
            ends = List.copyOf(ends);
        }
    }

    /**
     * Where the carrier leaves files; texts may hold references ({@code ${env:NAME}}, {@code ${file:PATH}}), resolved by whoever connects.
     *
     * @param knownHosts OpenSSH known_hosts lines, or a reference to a file of them
     * @param semaphore suffix of the empty file that the carrier writes after a file; null when it writes none
     * @param timeout of one visit
     * @param settle a file is taken when it has not grown for so long; null when files appear whole
     */
    public record Sftp(String host, String port, String user, @Nullable String password, @Nullable String privateKey, String knownHosts,
            String folder, @Nullable String semaphore, Duration poll, Duration timeout,
            @Nullable Duration settle) {}
}
