package dev.pressroom.workflows;

import dev.pressroom.orders.process.Command;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The shape of commands, checked before anything of them is in the history. What an order refuses for its state is an answer and never an
 * error.
 */
final class CommandShape {

    private static final int LONGEST_ID = 100;
    private static final int LONGEST_PRINTER = 40;

    private CommandShape() {}

    /** Throws {@link IllegalArgumentException} that says what is wrong and shows how it is written. */
    static void check(Command command) {
        String name = command == null ? "a command" : OrderWorkflow.update(command);
        if (command == null || command.commandId() == null || command.commandId().isBlank() || command.commandId().length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    name + " needs a commandId of 1 to " + LONGEST_ID + " characters, for example {\"commandId\": \"ticket-4711\"}");
        }
        switch (command) {
            case Command.Cancel cancel -> job(name, cancel.job(), 0);
            case Command.Hold hold -> {
            }
            case Command.Release release -> {
            }
            case Command.ChangeAddress change -> {
                if (change.address() < 2) {
                    throw new IllegalArgumentException(
                            name + " needs the version of the new address, 2 or more; use the API, which stores it");
                }
            }
            case Command.Reroute reroute -> {
                job(name, reroute.job(), 1);
                printer(name, reroute.printer());
            }
            case Command.Reprint reprint -> {
                job(name, reprint.job(), 1);
                printer(name, reprint.printer());
            }
            case Command.Retry retry -> job(name, retry.job(), 0);
            case Command.Resolve resolve -> {
                job(name, resolve.job(), 1);
                if (Objects.isNull(resolve.how())) {
                    throw new IllegalArgumentException(name + " needs how: CLOSED, DELIVERED, AT_PRINTER or NOT_AT_PRINTER");
                }
            }
        }
    }

    private static void job(String name, int job, int least) {
        if (job < least) {
            throw new IllegalArgumentException(name + " needs a job, from " + least + ", for example {\"commandId\": \"t-1\", \"job\": 1}");
        }
    }

    private static void printer(String name, @Nullable String printer) {
        if (printer != null && (printer.isBlank() || printer.length() > LONGEST_PRINTER)) {
            throw new IllegalArgumentException(name + ": a printer id has 1 to " + LONGEST_PRINTER + " characters, or is left out");
        }
    }
}
