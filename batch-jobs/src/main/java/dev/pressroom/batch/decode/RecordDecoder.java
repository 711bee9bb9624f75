package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Fields;
import dev.pressroom.batch.carriers.CarrierProfile.Layout;
import dev.pressroom.batch.carriers.CarrierProfile.Separated;
import dev.pressroom.batch.carriers.CodeTable;
import dev.pressroom.batch.carriers.ParcelStatus;
import dev.pressroom.batch.carriers.TimeRule.Moment;
import dev.pressroom.batch.carriers.Zones;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.Problem;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.batch.decode.RowDecoder.Columns;
import dev.pressroom.storage.tracking.Scan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one record type. */
final class RecordDecoder {

    private static final LocalDateTime EARLIEST = LocalDateTime.of(2015, 1, 1, 0, 0);
    private static final Duration AHEAD = Duration.ofDays(2);
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z._-]{1,16}");
    private static final Pattern SPREADSHEET = Pattern.compile("[0-9]([.,][0-9]+)?[Ee]\\+?[0-9]+");
    /** Characters of a place that are kept: it is part of an event's key, whose index takes no longer ones. */
    static final int LONGEST_PLACE = 256;
    private static final String CONTROL = " has a control character in it";
    private static final int MOST_LOST_ZEROS = 6;

    private final CarrierProfile carrier;
    private final Layout layout;
    private final Fields fields;
    private final Columns columns;
    private final int fewest;

    /** @param fewest columns that a row of the carrier has */
    RecordDecoder(CarrierProfile carrier, Layout layout, Columns columns, int fewest) {
        this.carrier = carrier;
        this.layout = layout;
        this.fields = layout.fields();
        this.columns = columns;
        this.fewest = fewest;
    }

    /** Why the number of cells is wrong, null if it is right. */
    @Nullable
    String columnProblem(List<String> cells, @Nullable Separated form) {
        boolean trailing = form != null && form.trailing();
        int expected = columns.count() + (trailing ? 1 : 0);
        boolean more = form != null && form.moreColumns();
        boolean whole = more ? cells.size() >= expected : cells.size() == expected;
        if (more && cells.size() >= expected + fewest - 1) {
            return "%d separators, so many that two rows may be in one line; if not, name all columns in the profile"
                    .formatted(cells.size() - 1);
        }
        if (whole && (!trailing || cells.getLast().isEmpty())) {
            return null;
        }
        return "%d separators, expected %d%s%s".formatted(cells.size() - 1, expected - 1,
                more ? " or more" : "", trailing ? " with one at the end" : "");
    }

    /** Whether a last line without LF, which has all its columns, is surely whole: what could be missing is not read. */
    boolean wholeWithoutLineEnd(@Nullable Separated form) {
        return form == null || form.trailing() || form.length() > 0
                || IntStream.range(0, columns.positions().length)
                        .noneMatch(i -> columns.positions()[i] == columns.count() - 1 && isRead(i));
    }

    private boolean isRead(int column) {
        return List.of(fields.number(), fields.code(), fields.reason(), fields.depot(), fields.time(), fields.country(), fields.zone(),
                fields.replaces()).stream().anyMatch(read -> read.contains(column));
    }

    Row decode(Line line, List<String> cells, Part part, Instant now) {
        String number = carrier.number().normalised(first(cells, fields.number()));
        if (!carrier.number().isNumber(number)) {
            return part.isFirst() ? Reject.of(line, Problem.NUMBER, numberProblem(number)) : Row.Elsewhere.ROW;
        }
        if (!part.has(number)) {
            return Row.Elsewhere.ROW;
        }
        String code = first(cells, fields.code());
        if (!CODE.matcher(code).matches()) {
            return Reject.of(line, Problem.CODE, name(fields.code()) + (code.isEmpty() ? " is empty" : " is not " + CODE));
        }
        String reason = first(cells, fields.reason());
        if (!reason.isEmpty() && !CODE.matcher(reason).matches()) {
            return Reject.of(line, Problem.CODE, name(fields.reason()) + " is not " + CODE);
        }
        String depot = kept(first(cells, fields.depot()));
        if (RowDecoder.hasControl(depot)) {
            return Reject.of(line, Problem.DEPOT, name(fields.depot()) + CONTROL);
        }
        String said = joined(cells, fields.time());
        String place = fields.zone().isEmpty() ? "" : place(cells);
        Moment moment;
        try {
            moment = carrier.time().read(said, place);
        } catch (DateTimeException e) {
            return Reject.of(line, Problem.TIME, name(fields.time()) + " is not a time in the profile's format");
        }
        if (moment.printed().isBefore(EARLIEST) || moment.occurredAt().isAfter(now.plus(AHEAD))) {
            return Reject.of(line, Problem.TIME_IMPLAUSIBLE, name(fields.time()) + " is before 2015 or more than two days ahead");
        }
        if (RowDecoder.hasControl(place)) {
            return Reject.of(line, Problem.DEPOT, name(fields.zone()) + CONTROL);
        }
        String replaces = carrier.number().normalised(first(cells, fields.replaces()));
        if (!replaces.isEmpty() && !carrier.number().isNumber(replaces)) {
            return Reject.of(line, Problem.NUMBER, name(fields.replaces()) + " is not " + carrier.number().pattern());
        }
        String scanCode = CodeTable.name(code, reason);
        ParcelStatus status = carrier.codes().status(scanCode);
        String country = first(cells, fields.country());
        return new Good(new Scan(line.number(), number, moment.printed(), said, scanCode, depot, moment.occurredAt(), moment.zoneRule(),
                status == null ? Scan.UNMAPPED : status.name(), status == null ? 0 : status.rank(),
                status == null ? null : status.fact(), isCountry(country) ? country : null,
                place.isEmpty() ? null : kept(place),
                replaces.isEmpty() || replaces.equals(number) ? null : replaces));
    }

    /** A long place is cut and never costs a scan; not between the halves of one character. */
    private static String kept(String place) {
        if (place.length() <= LONGEST_PLACE) {
            return place;
        }
        return place.substring(0, Character.isHighSurrogate(place.charAt(LONGEST_PLACE - 1)) ? LONGEST_PLACE - 1 : LONGEST_PLACE);
    }

    private static boolean isCountry(String said) {
        return said.length() == 2 && said.charAt(0) >= 'A' && said.charAt(0) <= 'Z' && said.charAt(1) >= 'A' && said.charAt(1) <= 'Z';
    }

    private String numberProblem(String number) {
        String column = name(fields.number());
        if (SPREADSHEET.matcher(number).matches()) {
            return column + " was rounded by a spreadsheet; ask for the original file";
        }
        boolean shorter = !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9') && IntStream
                .rangeClosed(1, MOST_LOST_ZEROS)
                .anyMatch(zeros -> carrier.number().pattern().matcher("0".repeat(zeros) + number).matches());
        return column + " is not " + carrier.number().pattern()
                + (shorter ? "; did a spreadsheet take its leading zeros? Ask for the original file" : "");
    }

    private String first(List<String> cells, List<Integer> of) {
        for (int i = 0; i < of.size(); i++) {
            String cell = cells.get(columns.positions()[of.get(i)]);
            if (!cell.isEmpty()) {
                return cell;
            }
        }
        return "";
    }

    private String place(List<String> cells) {
        List<Integer> of = fields.zone();
        // Each row of most carriers comes here: of one cell the place is what it holds.
        return of.size() == 1
                ? cells.get(columns.positions()[of.getFirst()])
                : Zones.place(of.stream().map(column -> cells.get(columns.positions()[column])).toList());
    }

    private String joined(List<String> cells, List<Integer> of) {
        return of.size() == 1
                ? cells.get(columns.positions()[of.getFirst()])
                : of.stream().map(column -> cells.get(columns.positions()[column])).filter(cell -> !cell.isEmpty())
                        .collect(Collectors.joining(" "));
    }

    private String name(List<Integer> of) {
        return of.stream().map(layout.columns()::get).collect(Collectors.joining(", "));
    }
}
