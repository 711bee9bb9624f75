package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.carriers.EdiReference;
import dev.pressroom.batch.decode.Row.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One message of an interchange: its segments, and the lines that they tell. */
final class EdiMessage {

    private static final Pattern TYPE = Pattern.compile("[0-9]{3}|[A-Z]{6}");

    private final Edi form;
    private final String type;
    private final String control;
    private final List<Segment> segments = new ArrayList<>();

    EdiMessage(Edi form, String type, String control, Segment header) {
        this.form = form;
        this.type = type;
        this.control = control;
        segments.add(header);
    }

    /** A segment with its elements and their components, both from 1. */
    record Segment(long number, String tag, List<List<String>> elements) {

        Segment(long number, String tag) {
            this(number, tag, new ArrayList<>());
        }

        void add(int element, int component, String text) {
            while (elements.size() < element) {
                elements.add(new ArrayList<>());
            }
            List<String> components = elements.get(element - 1);
            while (components.size() < component) {
                components.add("");
            }
            components.set(component - 1, text);
        }

        String element(int element, int component) {
            if (element > elements.size() || component > elements.get(element - 1).size()) {
                return "";
            }
            return elements.get(element - 1).get(component - 1);
        }

        String raw() {
            return tag + elements.stream().map(components -> "*" + String.join(":", components)).collect(Collectors.joining());
        }
    }

    /** Types are known by their form alone: the profile names only the one that is read. */
    boolean hasType() {
        return TYPE.matcher(type).matches();
    }

    boolean isOf(String wanted) {
        return type.equals(wanted);
    }

    Line.Other other() {
        return new Line.Other(segments.getFirst().number(), type);
    }

    /** Its control number, unless that is damaged. */
    String name() {
        return control.matches("[0-9A-Za-z]{1,14}") ? "message " + control : "a message";
    }

    void add(Segment segment) {
        segments.add(segment);
    }

    String raw() {
        return segments.stream().map(Segment::raw).collect(Collectors.joining("\n"));
    }

    Line.Broken broken(String reason) {
        return new Line.Broken(segments.getFirst().number(), Problem.EDI, reason, raw());
    }

    /** Why the trailer does not agree with the message, null if it does. */
    @Nullable
    String problem(Segment trailer) {
        String counted = trailer.element(1, 1);
        if (!counted.matches("0*" + segments.size())) {
            return "%s has %d segments, its trailer says another number".formatted(name(), segments.size());
        }
        return trailer.element(2, 1).equals(control) ? null : name() + " ends with another control number";
    }

    /** What a message tells: its segments before the first consignment, and of one consignment those before its first status and each status. */
    private static final class Consignment {

        private final List<Segment> common;
        private final List<Segment> own = new ArrayList<>();
        private final List<List<Segment>> statuses = new ArrayList<>();

        Consignment(List<Segment> common) {
            this.common = common;
        }

        void add(Segment segment, boolean isStatus) {
            if (isStatus) {
                statuses.add(new ArrayList<>());
            }
            (statuses.isEmpty() ? own : statuses.getLast()).add(segment);
        }

        /** Most own first. X12 writes a loop's references behind its last status: they are all statuses' that have none themselves. */
        List<List<Segment>> numbersOf(List<Segment> status) {
            return List.of(status, own, statuses.getLast(), common);
        }
    }

    /**
     * A line for each parcel of each status segment. What stands behind a status, up to the next status or consignment, belongs to it alone; what was told
     * before the first consignment belongs to all, and of a consignment to its own statuses. A status that has several parcels' numbers is told of each.
     *
     * @param numbers which of the columns may hold a parcel's number; the first that does counts
     */
    List<Line> lines(List<EdiReference> columns, List<Integer> numbers) {
        List<Line> lines = new ArrayList<>();
        List<Segment> common = new ArrayList<>();
        Consignment consignment = new Consignment(List.of());
        boolean begun = false;
        for (Segment segment : segments) {
            boolean isStatus = segment.tag().equals(form.record());
            if (segment.tag().equals(form.loop()) || (isStatus && !begun)) {
                addLines(lines, columns, numbers, consignment);
                consignment = new Consignment(common);
                begun = true;
            }
            if (begun) {
                consignment.add(segment, isStatus);
            } else {
                common.add(segment);
            }
        }
        addLines(lines, columns, numbers, consignment);
        return lines;
    }

    private static void addLines(List<Line> lines, List<EdiReference> columns, List<Integer> numbers, Consignment consignment) {
        for (List<Segment> status : consignment.statuses) {
            List<List<Segment>> parts = List.of(status, consignment.own, consignment.common);
            List<String> cells = new ArrayList<>(columns.stream().map(column -> first(said(column, parts))).toList());
            int numbered = -1;
            List<String> parcels = List.of("");
            for (int i = 0; i < numbers.size() && numbered < 0; i++) {
                List<String> said = said(columns.get(numbers.get(i)), consignment.numbersOf(status));
                numbered = said.isEmpty() ? -1 : numbers.get(i);
                parcels = said.isEmpty() ? parcels : said;
            }
            String raw = status.stream().map(Segment::raw).collect(Collectors.joining("\n"));
            for (String parcel : parcels) {
                if (numbered >= 0) {
                    cells.set(numbered, parcel);
                }
                lines.add(new Line.Cells(status.getFirst().number(), cells, raw));
            }
        }
    }

    private static String first(List<String> said) {
        return said.isEmpty() ? "" : said.getFirst();
    }

    /** What the first of the parts that tells anything there tells, each text once. */
    private static List<String> said(EdiReference column, List<List<Segment>> parts) {
        for (List<Segment> part : parts) {
            List<String> said = part.stream().filter(segment -> isMeant(column, segment))
                    .map(segment -> segment.element(column.element(), column.component())).filter(text -> !text.isEmpty()).distinct()
                    .toList();
            if (!said.isEmpty()) {
                return said;
            }
        }
        return List.of();
    }

    private static boolean isMeant(EdiReference column, Segment segment) {
        return segment.tag().equals(column.segment()) && (column.whereElement() == 0
                || column.whereValues().contains(segment.element(column.whereElement(), column.whereComponent())));
    }
}
