package dev.pressroom.app.api;

/** A command could not be handed to the order's process, or its answer did not come: it may or may not have been taken. */
public final class CommandsUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
