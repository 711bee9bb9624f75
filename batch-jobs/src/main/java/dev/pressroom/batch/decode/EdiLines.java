package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile.Edi;
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
 * counts are wrong nothing is believed, and the others are read. Not thread-safe.
 */
final class EdiLines implements LineSource {

    private final InputStream in;
    private final EDIStreamReader reader;
    private final Edi form;
    private final List<EdiReference> columns;
    private final Deque<Line> ready = new ArrayDeque<>();
    private long offset;
    private long segments;
    private boolean interchange;
    private boolean ended;
    private @Nullable EdiMessage message;

    /** @param columns the elements that make the cells of a line */
    EdiLines(InputStream in, Edi form, Charset encoding, List<String> columns) throws IOException {
        this.in = in;
        this.form = form;
        this.columns = columns.stream().map(EdiReference::of).toList();
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
                end(interchange || segments == 0 ? Problem.TRUNCATED : null,
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
                    : "no %s after segment %d".formatted(form.standard(), segments));
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
                interchange = true;
                if (segment.tag().equals("ISA") != (form.standard() == Edi.Standard.X12)) {
                    end(Problem.EDI, "an interchange that is not " + form.standard() + "; is it another carrier's file?");
                }
            }
            case "GE", "UNE" -> abandon();
            case "IEA", "UNZ" -> {
                abandon();
                interchange = false;
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
    }

    private void abandon() {
        if (message != null) {
            ready.add(message.broken(message.name() + " has no trailer"));
            message = null;
        }
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
            ready.addAll(message.lines(columns));
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
