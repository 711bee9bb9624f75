package dev.pressroom.orders.process;

/** What a person asks. Who and why are in the record under the id. */
public sealed interface Command {

    /** The same id again is the same command and gets the same answer. */
    String id();

    record Cancel(String id) implements Command {}
}
