package dev.pressroom.batch.carriers;

import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.carriers.CarrierProfile.Fields;
import dev.pressroom.batch.carriers.CarrierProfile.Files;
import dev.pressroom.batch.carriers.CarrierProfile.FixedWidth;
import dev.pressroom.batch.carriers.CarrierProfile.Form;
import dev.pressroom.batch.carriers.CarrierProfile.Header;
import dev.pressroom.batch.carriers.CarrierProfile.Layout;
import dev.pressroom.batch.carriers.CarrierProfile.Separated;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The part of a profile that tells the form of the files: {@code files}, and {@code fields} or {@code records}. */
record FileSection(Files files, List<String> columns) {

    static FileSection read(YamlSection yaml) {
        Pattern pattern = yaml.value("pattern", "a regular expression for the file name", Pattern::compile, CarrierFiles.ANY);
        String semaphore = yaml.optionalText("semaphore");
        Charset encoding = yaml.value("encoding", "an encoding whose line feed is one byte, for example UTF-8", FileSection::encoding,
                StandardCharsets.UTF_8);
        String format = yaml.has("format") ? yaml.text("format") : "SEPARATED";
        Form form = switch (format) {
            case "SEPARATED" -> separated(yaml);
            case "FIXED" -> new FixedWidth(yaml.values("widths", "the columns' widths in characters", Integer::valueOf), header(yaml));
            case "X12" -> new Edi(Edi.Standard.X12, yaml.text("message"), yaml.text("loop"), yaml.text("record"));
            case "EDIFACT" -> new Edi(Edi.Standard.EDIFACT, yaml.text("message"), yaml.text("loop"), yaml.text("record"));
            default -> {
                yaml.problem("/format", "'format' is '" + format + "'", "give SEPARATED, FIXED, X12 or EDIFACT");
                yield separated(yaml);
            }
        };
        List<String> columns = hasColumns(form) ? columns(yaml) : List.of();
        if (form instanceof FixedWidth(List<Integer> widths, Header _) && widths.size() != columns.size()) {
            yaml.problem("/widths", widths.size() + " widths for " + columns.size() + " columns", "give one width for each column");
        }
        yaml.nothingElse();
        return new FileSection(new Files(pattern, semaphore, encoding, form), columns);
    }

    private static Separated separated(YamlSection yaml) {
        int recordType = yaml.has("recordType")
                ? yaml.value("recordType", "the position of the column with the record type, from 1", Integer::valueOf, 1) - 1
                : -1;
        return new Separated(yaml.value("separator", "one character of ASCII", FileSection::oneCharacter, ';'),
                yaml.has("quote") ? yaml.value("quote", "one character of ASCII", FileSection::oneCharacter, '"') : null,
                optionalFlag(yaml, "trailingSeparator"), optionalFlag(yaml, "padded"),
                yaml.has("length") ? yaml.value("length", "the characters of each line", Integer::valueOf, 0) : 0,
                optionalFlag(yaml, "moreColumns"), header(yaml), recordType,
                yaml.has("passedOver") ? yaml.texts("passedOver") : List.of());
    }

    private static boolean hasColumns(Form form) {
        return switch (form) {
            case Separated separated -> separated.recordType() < 0;
            case FixedWidth _ -> true;
            case Edi _ -> false;
        };
    }

    private static List<String> columns(YamlSection yaml) {
        List<String> columns = yaml.texts("columns");
        if (columns.size() != columns.stream().distinct().count()) {
            yaml.problem("/columns", "a column is named twice", "name each column once");
        }
        return columns;
    }

    /** The layouts that the rest of the file tells; one for all lines, or one for each record type. */
    Map<String, Layout> layouts(YamlSection yaml) {
        if (files.form() instanceof Separated separated && separated.recordType() >= 0) {
            Map<String, Layout> layouts = new LinkedHashMap<>();
            yaml.section("records").sections().forEach((type, record) -> {
                List<String> known = columns(record);
                layouts.put(type, new Layout(known, fields(record.section("fields"), known)));
                record.nothingElse();
            });
            return layouts;
        }
        List<String> known = new ArrayList<>(columns);
        Fields fields = fields(yaml.section("fields"), known);
        return Map.of("", new Layout(known, fields));
    }

    private Fields fields(YamlSection yaml, List<String> columns) {
        Fields fields = new Fields(required(yaml, "number", columns), required(yaml, "code", columns), optional(yaml, "reason", columns),
                optional(yaml, "depot", columns), required(yaml, "time", columns), optional(yaml, "country", columns),
                optional(yaml, "zone", columns), optional(yaml, "replaces", columns));
        yaml.nothingElse();
        return fields;
    }

    private List<Integer> optional(YamlSection yaml, String field, List<String> columns) {
        return yaml.has(field) ? required(yaml, field, columns) : List.of();
    }

    /** An EDI message has as many columns as the fields name elements. */
    private List<Integer> required(YamlSection yaml, String field, List<String> columns) {
        boolean edi = files.form() instanceof Edi;
        String hint = edi
                ? "an element, for example RFF[1-1=CW]-1-2"
                : "the name of a column in " + (this.columns.isEmpty() ? "columns" : "files.columns");
        return yaml.values(field, hint, said -> {
            if (edi && !columns.contains(said)) {
                EdiReference.of(said);
                columns.add(said);
            }
            if (!columns.contains(said)) {
                throw new IllegalArgumentException("no such column");
            }
            return columns.indexOf(said);
        });
    }

    private static boolean optionalFlag(YamlSection yaml, String name) {
        return yaml.has(name) && yaml.flag(name);
    }

    private static Header header(YamlSection yaml) {
        return yaml.value("header", "EXACT, BY_NAME or NONE", Header::valueOf, Header.EXACT);
    }

    /** Lines are framed and cut by single bytes before they are decoded. */
    private static Charset encoding(String said) {
        Charset encoding = Charset.forName(said);
        if (!Arrays.equals("\n;A".getBytes(encoding), "\n;A".getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalArgumentException("not a superset of ASCII");
        }
        return encoding;
    }

    private static Character oneCharacter(String said) {
        if (said.length() != 1 || said.charAt(0) > 127) {
            throw new IllegalArgumentException("not one character");
        }
        return said.charAt(0);
    }
}
