package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.carriers.CarrierProfile.FixedWidth;
import dev.pressroom.batch.carriers.CarrierProfile.Header;
import dev.pressroom.batch.carriers.CarrierProfile.Layout;
import dev.pressroom.batch.carriers.CarrierProfile.Separated;
import dev.pressroom.batch.decode.Cutter.Cut;
import dev.pressroom.batch.decode.Row.Problem;
import dev.pressroom.batch.decode.Row.Reject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one file's lines by its carrier's profile, strictly: a row is stored as it is said or rejected with a reason, never repaired. Not thread-safe.
 */
public final class RowDecoder {

    private final CarrierProfile carrier;
    private final Charset encoding;
    private final Cutter cutter;
    private final @Nullable Separated separated;
    private final Map<String, RecordDecoder> records = new HashMap<>();

    /** @param header the file's first line, when the profile says that it is one and {@link #headerProblem} has none with it */
    public RowDecoder(CarrierProfile carrier, Line.@Nullable Text header) {
        this.carrier = carrier;
        this.encoding = carrier.files().encoding();
        this.cutter = cutter(carrier);
        this.separated = carrier.files().form() instanceof Separated form ? form : null;
        int fewest = carrier.layouts().values().stream().mapToInt(layout -> layout.columns().size()).min().orElse(1);
        carrier.layouts().forEach((type, layout) -> records.put(type,
                new RecordDecoder(carrier, layout, positions(layout, header), fewest)));
    }

    /** Whether the first line is a header. */
    public static boolean hasHeader(CarrierProfile carrier) {
        return header(carrier) != Header.NONE;
    }

    private static Header header(CarrierProfile carrier) {
        return switch (carrier.files().form()) {
            case Separated form -> form.header();
            case FixedWidth form -> form.header();
            case Edi _ -> Header.NONE;
        };
    }

    private static Cutter cutter(CarrierProfile carrier) {
        return switch (carrier.files().form()) {
            case Separated form -> Cutter.of(form);
            case FixedWidth form -> Cutter.of(form);
            case Edi _ -> text -> Cut.of(List.of(text));
        };
    }

    /** Why the line is not the header that the profile asks for, null if it is or if none is asked for. */
    public static @Nullable String headerProblem(CarrierProfile carrier, Line.@Nullable Text line) {
        Header rule = header(carrier);
        if (rule == Header.NONE) {
            return null;
        }
        String foreign = line == null ? null : foreign(line.content(), carrier.files().encoding());
        if (foreign != null) {
            return foreign + "; ask the carrier for another form, or convert the file";
        }
        List<String> said = headerCells(carrier, line);
        if (said == null) {
            return "the first line is not a header in " + carrier.files().encoding() + "; is the file compressed, or another carrier's?";
        }
        for (Layout layout : carrier.layouts().values()) {
            String problem = rule == Header.EXACT ? exact(layout.columns(), said) : byName(layout, said);
            if (problem != null) {
                return problem + "; compare it with files.columns of the carrier's profile";
            }
        }
        return null;
    }

    /** What is told of a whole file that another system wrote, null if nothing is. */
    private static @Nullable String foreign(byte[] content, Charset encoding) {
        for (int at = 0; at < content.length; at++) {
            if (content[at] == 0) {
                return "a NUL in it: is the file UTF-16, or compressed? The profile reads " + encoding;
            }
            if (content[at] == '\r' && at + 1 < content.length) {
                return "a CR without LF in it: do the lines end with CR alone? The profile reads LF and CR LF";
            }
        }
        return null;
    }

    private static @Nullable String exact(List<String> columns, List<String> said) {
        for (int i = 0; i < Math.min(said.size(), columns.size()); i++) {
            if (!said.get(i).equals(columns.get(i))) {
                return "column %d of the header is not %s".formatted(i + 1, columns.get(i));
            }
        }
        return said.size() == columns.size() ? null : "the header has %d columns, expected %d".formatted(said.size(), columns.size());
    }

    private static @Nullable String byName(Layout layout, List<String> said) {
        for (String column : layout.columns()) {
            long times = said.stream().filter(column::equals).count();
            if (times != 1) {
                return "the header has " + (times == 0 ? "no column " : times + " columns ") + column;
            }
        }
        return null;
    }

    /** Columns that the profile does not know, in a header that may have them. */
    public static List<String> unknownColumns(CarrierProfile carrier, Line.@Nullable Text header) {
        List<String> said = header(carrier) == Header.BY_NAME ? headerCells(carrier, header) : null;
        return said == null
                ? List.of()
                : said.stream().filter(column -> carrier.layouts().values().stream().noneMatch(layout -> layout.columns().contains(column)))
                        .toList();
    }

    /** Null when the line cannot be read; a trailing separator after the last name may be there or not. */
    private static @Nullable List<String> headerCells(CarrierProfile carrier, Line.@Nullable Text line) {
        String text = line == null || line.cut() ? null : decoded(line, carrier.files().encoding());
        Cut cut = text == null ? null : cutter(carrier).cut(text);
        if (cut == null || cut.problem() != null) {
            return null;
        }
        List<String> said = cut.cells();
        return said.size() > 1 && said.getLast().isEmpty() ? said.subList(0, said.size() - 1) : said;
    }

    /** Where in this file the layout's columns are. */
    private Columns positions(Layout layout, Line.@Nullable Text header) {
        List<String> said = header(carrier) == Header.BY_NAME ? headerCells(carrier, header) : null;
        List<String> columns = said == null ? layout.columns() : said;
        return new Columns(layout.columns().stream().mapToInt(columns::indexOf).toArray(), columns.size());
    }

    /** @param positions of a layout's columns in the file */
    record Columns(int[] positions, int count) {}

    /**
     * @param part rows of other parts are {@link Row.Elsewhere}, as soon as their number is known
     * @param now times more than two days later are not believed
     */
    public Row decode(Line line, Part part, Instant now) {
        Row row = switch (line) {
            case Line.Text text -> decode(text, part, now);
            case Line.Cells cells -> record("").decode(line, cells.cells(), part, now);
            case Line.Other(long number, String type) -> onFirst(part, new Row.PassedOver(number, type));
            case Line.Broken broken -> onFirst(part, new Reject(broken.number(), broken.problem(), broken.reason(), broken.raw()));
        };
        return row;
    }

    private Row decode(Line.Text line, Part part, Instant now) {
        if (line.content().length == 0) {
            return onFirst(part, new Row.PassedOver(line.number(), Row.PassedOver.BLANK));
        }
        if (line.cut()) {
            String foreign = foreign(line.content(), encoding);
            return onFirst(part,
                    Reject.of(line, Problem.TOO_LONG, "longer than " + Lines.LONGEST + " bytes" + (foreign == null ? "" : ", " + foreign)));
        }
        String text = decoded(line, encoding);
        if (text == null || hasControl(text)) {
            String foreign = foreign(line.content(), encoding);
            return onFirst(part, text == null && foreign == null && !line.ended()
                    ? truncated(line)
                    : Reject.of(line, Problem.ENCODING,
                            foreign != null ? foreign : text == null ? "not " + encoding : "a control character in it"));
        }
        Cut cut = cutter.cut(text);
        Problem problem = cut.problem();
        if (problem != null) {
            return onFirst(part, line.ended() ? Reject.of(line, problem, cut.reason()) : truncated(line));
        }
        List<String> cells = cut.cells();
        String type = recordType(cells);
        if (separated != null && separated.passedOver().contains(type)) {
            return onFirst(part, cells.stream().anyMatch(this::isNumber)
                    ? Reject.of(line, Problem.RECORD_TYPE,
                            "a record that is passed over has a parcel's number in it; are two rows in one line?")
                    : new Row.PassedOver(line.number(), type));
        }
        RecordDecoder record = records.get(type);
        if (record == null) {
            return onFirst(part, line.ended()
                    ? Reject.of(line, Problem.RECORD_TYPE, "a record type that the profile does not know")
                    : truncated(line));
        }
        String columns = record.columnProblem(cells, separated);
        if (columns != null || (!line.ended() && !record.wholeWithoutLineEnd(separated))) {
            return onFirst(part, columns == null || !line.ended() ? truncated(line) : Reject.of(line, Problem.COLUMNS, columns));
        }
        return record.decode(line, cells, part, now);
    }

    private boolean isNumber(String cell) {
        return carrier.number().isNumber(carrier.number().normalised(cell));
    }

    /** Of those only a tab is text. */
    static boolean hasControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one < ' ' && one != '\t') {
                return true;
            }
        }
        return false;
    }

    private static Row onFirst(Part part, Row row) {
        return part.isFirst() ? row : Row.Elsewhere.ROW;
    }

    private static Reject truncated(Line line) {
        return Reject.of(line, Problem.TRUNCATED, "the file ends inside this row; ask the carrier for the whole file");
    }

    private String recordType(List<String> cells) {
        int position = separated == null ? -1 : separated.recordType();
        return position < 0 || position >= cells.size() ? "" : cells.get(position);
    }

    private RecordDecoder record(String type) {
        RecordDecoder record = records.get(type);
        if (record == null) {
            throw new IllegalStateException("carrier " + carrier.id() + " has no layout '" + type + "'");
        }
        return record;
    }

    private static @Nullable String decoded(Line.Text line, Charset encoding) {
        byte[] content = line.content();
        if (isAscii(content)) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
        try {
            return encoding.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isAscii(byte[] content) {
        int all = 0;
        for (byte one : content) {
            all |= one;
        }
        return all >= 0;
    }
}
