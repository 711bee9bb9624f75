package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.carriers.CarrierProfile.Layout;
import dev.pressroom.batch.carriers.EdiReference;
import dev.pressroom.batch.decode.EdiMessage.Segment;
import dev.pressroom.batch.decode.Row.Problem;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statuses of an X12 214 or EDIFACT IFTSTA interchange. A message counts once its trailer came and agrees with it; of one that is cut or whose
 * counts are wrong nothing is believed, and the others are read. A group or interchange that does not have as many messages or groups as its trailer says
 * is told, since something is missing. Not thread-safe.
 */
final class EdiLines implements LineSource {

    private final InputStream in;
    private final EDIStreamReader reader;
    private final Edi form;
    private final List<EdiReference> columns;
    private final List<Integer> numbers;
    private final Deque<Line> ready = new ArrayDeque<>();
    private long offset;
    private long segments;
    private @Nullable Envelope interchange;
    private @Nullable Envelope group;
    private boolean ended;
    private @Nullable EdiMessage message;

    /** What an interchange or a group holds, to be compared with its trailer. */
    private static final class Envelope {

        private final long number;
        private final String name;
        private final String control;
        private long messages;
        private long groups;

        Envelope(long number, String name, String control) {
            this.number = number;
            this.name = name;
            this.control = control;
        }
    }

    /** @param layout its columns are the elements that make the cells of a line */
    EdiLines(InputStream in, Edi form, Charset encoding, Layout layout) throws IOException {
        this.in = in;
        this.form = form;
        this.columns = layout.columns().stream().map(EdiReference::of).toList();
        this.numbers = layout.fields().number();
        EDIInputFactory factory = EDIInputFactory.newFactory();
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_STRUCTURE, false);
        try {
            this.reader = factory.createEDIStreamReader(in, encoding.name());
        } catch (EDIStreamException e) {
            throw new IOException("not " + form.standard(), e);
        }
    }

    /** Passes over the lines that were read before. */
    EdiLines from(long position) throws IOException {
        while (offset < position && next() != null) {
            // Reading them is passing over them.
        }
        return this;
    }

    @Override
    public @Nullable Line next() throws IOException {
        if (atEnd()) {
            return null;
        }
        offset++;
        return ready.removeFirst();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long number() {
        Line next = ready.peekFirst();
        return next == null ? segments + 1 : next.number();
    }

    @Override
    public boolean atEnd() throws IOException {
        while (ready.isEmpty() && !ended) {
            read();
        }
        return ready.isEmpty();
    }

    private void read() throws IOException {
        try {
            if (!reader.hasNext()) {
                end(interchange != null || segments == 0 ? Problem.TRUNCATED : null,
                        "the interchange has no end; ask the carrier for the whole file");
                return;
            }
            EDIStreamEvent event = reader.next();
            if (event == EDIStreamEvent.START_SEGMENT) {
                took(segment(reader.getText()));
            }
        } catch (EDIStreamException e) {
            boolean cut = reader.getLocation() != null && String.valueOf(e.getMessage()).contains("end of");
            end(cut ? Problem.TRUNCATED : Problem.EDI, cut
                    ? "the file ends after segment %d; ask the carrier for the whole file".formatted(segments)
                    : "no %s after segment %d%s".formatted(form.standard(), segments,
                            segments == 0 ? "; is the file UTF-16, compressed, or another carrier's?" : ""));
        }
    }

    private void end(@Nullable Problem problem, String reason) {
        ended = true;
        if (problem != null) {
            ready.add(new Line.Broken(segments + 1, problem, reason, message == null ? "" : message.raw()));
        }
    }

    private Segment segment(String tag) throws EDIStreamException {
        segments++;
        Segment segment = new Segment(segments, tag);
        for (EDIStreamEvent event = reader.next(); event != EDIStreamEvent.END_SEGMENT; event = reader.next()) {
            if (event == EDIStreamEvent.ELEMENT_DATA) {
                int component = reader.getLocation().getComponentPosition();
                segment.add(reader.getLocation().getElementPosition(), Math.max(component, 1), reader.getText());
            }
        }
        return segment;
    }

    private void took(Segment segment) {
        switch (segment.tag()) {
            case "ISA", "UNB" -> {
                boolean x12 = segment.tag().equals("ISA");
                interchange = new Envelope(segment.number(), "the interchange", x12 ? segment.element(13, 1) : segment.element(5, 1));
                if (x12 != (form.standard() == Edi.Standard.X12)) {
                    end(Problem.EDI, "an interchange that is not " + form.standard() + "; is it another carrier's file?");
                }
            }
            case "GS", "UNG" -> {
                closeGroup(null);
                group = new Envelope(segment.number(), "the group",
                        segment.tag().equals("GS") ? segment.element(6, 1) : segment.element(5, 1));
                if (interchange != null) {
                    interchange.groups++;
                }
            }
            case "GE", "UNE" -> closeGroup(segment);
            case "IEA", "UNZ" -> {
                closeGroup(null);
                compare(interchange, segment);
                interchange = null;
            }
            case "ST" -> begin(segment, segment.element(1, 1), segment.element(2, 1));
            case "UNH" -> begin(segment, segment.element(2, 1), segment.element(1, 1));
            case "SE", "UNT" -> finish(segment);
            default -> {
                if (message != null) {
                    message.add(segment);
                }
            }
        }
    }

    private void begin(Segment segment, String type, String control) {
        abandon();
        message = new EdiMessage(form, type, control, segment);
        if (group != null) {
            group.messages++;
        }
        if (interchange != null) {
            interchange.messages++;
        }
    }

    /** @param trailer null when the group ends without one */
    private void closeGroup(@Nullable Segment trailer) {
        abandon();
        if (trailer != null) {
            compare(group, trailer);
        } else if (group != null) {
            ready.add(new Line.Broken(group.number, Problem.EDI, "the group has no trailer; ask the carrier for the whole file", ""));
        }
        group = null;
    }

    /** An interchange counts its groups; only EDIFACT's may have none, and counts its messages then. */
    private void compare(@Nullable Envelope envelope, Segment trailer) {
        if (envelope == null) {
            ready.add(new Line.Broken(trailer.number(), Problem.EDI, "a trailer " + trailer.tag() + " without its header", trailer.raw()));
            return;
        }
        boolean byGroups = envelope.groups > 0 || trailer.tag().equals("IEA");
        long there = byGroups ? envelope.groups : envelope.messages;
        if (!trailer.element(1, 1).matches("0*" + there)) {
            ready.add(new Line.Broken(trailer.number(), Problem.EDI,
                    "%s has %d %s, its trailer says another number; ask the carrier for the whole file"
                            .formatted(envelope.name, there, byGroups ? "groups" : "messages"),
                    trailer.raw()));
        } else if (!withoutZeros(trailer.element(2, 1)).equals(withoutZeros(envelope.control))) {
            ready.add(new Line.Broken(trailer.number(), Problem.EDI, envelope.name + " ends with another control number", trailer.raw()));
        }
    }

    private void abandon() {
        if (message != null) {
            ready.add(message.broken(message.name() + " has no trailer"));
            message = null;
        }
    }

    /** Some senders write 1 in the one and 000000001 in the other. */
    private static String withoutZeros(String control) {
        return control.replaceFirst("^0+(?=.)", "");
    }

    private void finish(Segment trailer) {
        if (message == null) {
            ready.add(new Line.Broken(trailer.number(), Problem.EDI, "a trailer without its message", trailer.raw()));
            return;
        }
        message.add(trailer);
        String problem = message.hasType() ? message.problem(trailer) : message.name() + " has a type that is none";
        if (problem != null) {
            ready.add(message.broken(problem));
        } else if (message.isOf(form.message())) {
            ready.addAll(message.lines(columns, numbers));
        } else {
            ready.add(message.other());
        }
        message = null;
    }

    @Override
    public void close() throws IOException {
        try (in) {
            reader.close();
        }
    }
}
