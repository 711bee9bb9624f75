package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Files;
import dev.pressroom.batch.carriers.CarrierProfile.Meaning;
import dev.pressroom.batch.reconcile.Row.Good;
import dev.pressroom.batch.reconcile.Row.Problem;
import dev.pressroom.batch.reconcile.Row.Reject;
import dev.pressroom.storage.tracking.Scan;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes lines by a carrier's profile, strictly: a row is stored as it is said or rejected with a reason, never repaired. Pure. */
final class RowDecoder {

    private static final LocalDateTime EARLIEST = LocalDateTime.of(2015, 1, 1, 0, 0);
    private static final Duration AHEAD = Duration.ofDays(2);
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z._-]{1,16}");
    private static final Pattern SPREADSHEET = Pattern.compile("[0-9]([.,][0-9]+)?[Ee]\\+?[0-9]+");
    private static final int LONGEST_DEPOT = 32;

    private final CarrierProfile carrier;
    private final Files files;
    private final Pattern separator;

    RowDecoder(CarrierProfile carrier) {
        this.carrier = carrier;
        this.files = carrier.files();
        this.separator = Pattern.compile(files.separator(), Pattern.LITERAL);
    }

    /** Why the line is not the header that the profile asks for, null if it is. */
    @Nullable
    String headerProblem(@Nullable Line line) {
        if (!files.header()) {
            return null;
        }
        String text = line == null || line.cut() ? null : decoded(line);
        if (text == null) {
            return "the first line is not a header in " + files.encoding() + "; is the file compressed, or another carrier's?";
        }
        List<String> said = List.of(separator.split(text, -1));
        List<String> columns = files.columns();
        if (said.size() == columns.size() + 1 && said.getLast().isEmpty()) {
            said = said.subList(0, columns.size());
        }
        for (int i = 0; i < Math.min(said.size(), columns.size()); i++) {
            if (!said.get(i).equals(columns.get(i))) {
                return "column %d of the header is not %s; compare it with files.columns of the carrier's profile".formatted(i + 1,
                        columns.get(i));
            }
        }
        return said.size() == columns.size()
                ? null
                : "the header has %d columns, expected %d; compare it with files.columns of the carrier's profile".formatted(said.size(),
                        columns.size());
    }

    /** @param now times more than two days later are not believed */
    Row decode(Line line, Instant now) {
        if (line.cut()) {
            return Reject.of(line, Problem.TOO_LONG, "longer than " + Lines.LONGEST + " bytes");
        }
        String text = decoded(line);
        if (text == null) {
            return Reject.of(line, Problem.ENCODING, "not " + files.encoding());
        }
        String[] said = separator.split(text, -1);
        int columns = files.columns().size();
        boolean whole = said.length == (files.trailingSeparator() ? columns + 1 : columns)
                && (!files.trailingSeparator() || said[columns].isEmpty());
        if (!line.ended() && !(whole && files.trailingSeparator())) {
            return Reject.of(line, Problem.TRUNCATED, "the file ends inside this row; ask the carrier for the whole file");
        }
        if (!whole) {
            return Reject.of(line, Problem.COLUMNS, "%d separators, expected %d%s".formatted(said.length - 1,
                    files.trailingSeparator() ? columns : columns - 1, files.trailingSeparator() ? " with one at the end" : ""));
        }
        return decode(line, said, now);
    }

    private Row decode(Line line, String[] said, Instant now) {
        CarrierProfile.Fields fields = carrier.fields();
        String number = said[fields.number()];
        if (!carrier.number().pattern().matcher(number).matches()) {
            return Reject.of(line, Problem.NUMBER, SPREADSHEET.matcher(number).matches()
                    ? name(fields.number()) + " was rounded by a spreadsheet; ask for the original file"
                    : name(fields.number()) + " is not " + carrier.number().pattern());
        }
        String code = said[fields.code()];
        if (!CODE.matcher(code).matches()) {
            return Reject.of(line, Problem.CODE, name(fields.code()) + (code.isEmpty() ? " is empty" : " is not " + CODE));
        }
        String depot = said[fields.depot()];
        if (depot.length() > LONGEST_DEPOT) {
            return Reject.of(line, Problem.DEPOT, name(fields.depot()) + " is longer than " + LONGEST_DEPOT + " characters");
        }
        LocalDateTime at;
        try {
            at = carrier.time().read(said[fields.time()]);
        } catch (DateTimeException e) {
            return Reject.of(line, Problem.TIME, name(fields.time()) + " is not a time in the profile's format");
        }
        Instant occurredAt = at.atZone(carrier.time().zone()).toInstant();
        if (at.isBefore(EARLIEST) || occurredAt.isAfter(now.plus(AHEAD))) {
            return Reject.of(line, Problem.TIME_IMPLAUSIBLE, name(fields.time()) + " is before 2015 or more than two days ahead");
        }
        Meaning meaning = carrier.codes().get(code);
        String country = fields.country() == null ? "" : said[fields.country()];
        return new Good(new Scan(line.number(), number, at, said[fields.time()], code, depot, occurredAt, carrier.time().zone().getId(),
                meaning == null ? Scan.UNMAPPED : meaning.status().name(), meaning == null ? 0 : meaning.rank(),
                meaning == null ? null : meaning.fact(), country.matches("[A-Z]{2}") ? country : null));
    }

    private String name(int column) {
        return files.columns().get(column);
    }

    private @Nullable String decoded(Line line) {
        try {
            return files.encoding().newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line.content())).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
