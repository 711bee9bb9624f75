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

    /**
     * A line for each status segment. What stands behind it, up to the next status or consignment, belongs to it alone; what was told before the first
     * consignment belongs to all, and of a consignment to its own statuses.
     */
    List<Line> lines(List<EdiReference> columns) {
        List<Line> lines = new ArrayList<>();
        List<Segment> common = new ArrayList<>();
        List<Segment> consignment = new ArrayList<>();
        List<Segment> status = new ArrayList<>();
        boolean inConsignment = false;
        for (Segment segment : segments) {
            boolean begins = segment.tag().equals(form.loop());
            boolean isStatus = segment.tag().equals(form.record());
            if ((begins || isStatus) && !status.isEmpty()) {
                lines.add(line(columns, status, consignment, common));
                status = new ArrayList<>();
            }
            if (begins) {
                inConsignment = true;
                consignment = new ArrayList<>();
            }
            if (isStatus || !status.isEmpty()) {
                status.add(segment);
            } else if (inConsignment) {
                consignment.add(segment);
            } else {
                common.add(segment);
            }
        }
        if (!status.isEmpty()) {
            lines.add(line(columns, status, consignment, common));
        }
        return lines;
    }

    private static Line line(List<EdiReference> columns, List<Segment> status, List<Segment> consignment, List<Segment> common) {
        List<String> cells = columns.stream().map(column -> cell(column, status, consignment, common)).toList();
        return new Line.Cells(status.getFirst().number(), cells, status.stream().map(Segment::raw).collect(Collectors.joining("\n")));
    }

    private static String cell(EdiReference column, List<Segment> status, List<Segment> consignment, List<Segment> common) {
        for (List<Segment> part : List.of(status, consignment, common)) {
            for (Segment segment : part) {
                if (segment.tag().equals(column.segment()) && (column.whereElement() == 0
                        || column.whereValues().contains(segment.element(column.whereElement(), column.whereComponent())))) {
                    String said = segment.element(column.element(), column.component());
                    if (!said.isEmpty()) {
                        return said;
                    }
                }
            }
        }
        return "";
    }
}
