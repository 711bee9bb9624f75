package dev.pressroom.sandbox.simulate;

import com.sun.net.httpserver.HttpExchange;
import dev.pressroom.sandbox.printers.HttpDoor;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.boot.convert.DurationStyle;

/**
 * What a simulated printer is told to do, from the command line or over HTTP: {@code POST /script} with one instruction a line, such as
 * {@code nextSubmitDropsConnectionAfterStoring} or {@code acceptsThenRejectsAfter=5s}.
 */
final class Script implements AutoCloseable {

    private static final Map<String, BiConsumer<SimulatedPrinter, String>> INSTRUCTIONS = new TreeMap<>(Map.of(
            "nextSubmitDropsConnectionAfterStoring", plain(SimulatedPrinter::nextSubmitDropsConnectionAfterStoring),
            "nextSubmitIsStoredAfterHangingUp", plain(SimulatedPrinter::nextSubmitIsStoredAfterHangingUp),
            "nextStatusComesWithGarbage", plain(SimulatedPrinter::nextStatusComesWithGarbage),
            "nextJobTakesItsTime", plain(SimulatedPrinter::nextJobTakesItsTime),
            "forgetsWebhooks", plain(SimulatedPrinter::forgetsWebhooks),
            "sendsTwiceOutOfOrder", plain(SimulatedPrinter::sendsTwiceOutOfOrder),
            "slowFriday", plain(SimulatedPrinter::slowFriday),
            "acceptsThenRejectsAfter", (printer, value) -> printer.acceptsThenRejectsAfter(DurationStyle.SIMPLE.parse(value)),
            "behaves", (printer, value) -> printer.behaves(Personality.parse(value))));

    private final SimulatedPrinter printer;
    private final HttpDoor door;

    private static BiConsumer<SimulatedPrinter, String> plain(Consumer<SimulatedPrinter> instruction) {
        return (printer, value) -> {
            if (!value.isEmpty()) {
                throw new IllegalArgumentException("takes no value");
            }
            instruction.accept(printer);
        };
    }

    /** Listens at once. */
    Script(SimulatedPrinter printer, String host, int port) {
        this.printer = printer;
        door = new HttpDoor(printer.id(), host, port);
        door.open(this::answer);
    }

    int port() {
        return door.port();
    }

    /** {@link IllegalArgumentException} tells what there is. */
    static void tell(SimulatedPrinter printer, String instruction) {
        String[] parts = instruction.strip().split("=", 2);
        BiConsumer<SimulatedPrinter, String> known = INSTRUCTIONS.get(parts[0].strip());
        if (known == null) {
            throw new IllegalArgumentException("'" + instruction + "' is no instruction; there are " + INSTRUCTIONS.keySet()
                    + ", acceptsThenRejectsAfter with a time (=5s), behaves with habits (=slow,rejects=0.1)");
        }
        try {
            known.accept(printer, parts.length == 1 ? "" : parts[1].strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + instruction + "': " + e.getMessage(), e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        StringBuilder told = new StringBuilder();
        if (!exchange.getRequestMethod().equals("POST") || !exchange.getRequestURI().getPath().equals("/script")) {
            status = 404;
            told.append("POST /script takes one instruction a line: ").append(INSTRUCTIONS.keySet()).append('\n');
        } else {
            try {
                for (String instruction : body.lines().filter(line -> !line.isBlank()).toList()) {
                    tell(printer, instruction);
                    told.append(instruction.strip()).append('\n');
                }
            } catch (IllegalArgumentException e) {
                status = 400;
                told.append(e.getMessage()).append('\n');
            }
        }
        byte[] bytes = told.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        door.close();
    }
}
