package dev.pressroom.app.api;

import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** What became of a command. */
record CommandAnswer(String orderId, @Schema(description = "repeat with it to learn how it stands") String commandId, Answer.Kind answer,
        @Schema(example = "CANCELLED") String code, @Schema(example = "The order is cancelled; nothing more will be made.") String words) {

    private static final Map<String, String> DONE = Map.of("REROUTED", "Another printer makes the job now.", "REPRINTED",
            "The reprint is under way as a job of its own.", "ADDRESS_CHANGED", "What is not made yet goes to the new address.", "HELD",
            "Nothing more goes to a printer until the order is released.", "RELEASED", "The order goes on.", "TRIED_AGAIN",
            "It is tried again now.", "RESOLVED", "The job stands as you said.");

    /** Why the order's process refuses; a printer's own code may stand there too. */
    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("ALREADY_SHIPPED", "Something of it is on its way already; agree with the customer on a return."),
            Map.entry("CANCEL_ALREADY_ASKED",
                    "Somebody asked to cancel this order before and the printer has not answered yet; wait for that answer."),
            Map.entry("CHANGE_ALREADY_ASKED", "Another change of address is not settled yet; wait for its answer."),
            Map.entry("NO_SUCH_JOB", "The order has no job of that number; see its jobs in GET /v1/orders/{orderId}."),
            Map.entry("JOB_CLOSED", "The job is over: cancelled, or resolved by a person."),
            Map.entry("ORDER_CLOSED", "The order is over: cancelled, or resolved by a person."),
            Map.entry("CANCELLED", "It was cancelled meanwhile, so nothing more is made."),
            Map.entry("ALREADY_HELD", "The order is held already."), Map.entry("NOT_HELD", "The order is not held."),
            Map.entry("ALREADY_AT_PRINTER", "All of it is with printers already; cancel or reroute it instead."),
            Map.entry("BUSY", "A printer is being asked about this job at this moment; ask again in a minute."),
            Map.entry("SAME_PRINTER", "The job is at that printer already."),
            Map.entry("NO_OTHER_FITS", "No other printer can take the whole job now; see GET /v1/orders/{orderId}/decisions."),
            Map.entry("NONE_FITS", "No printer can take it now; see GET /v1/orders/{orderId}/decisions."),
            Map.entry("NOT_IN_JOB", "The job does not hold these items in these quantities."),
            Map.entry("STILL_BEING_MADE", "The printer still makes it; cancel or reroute it instead."),
            Map.entry("NEVER_MADE", "Nothing of this job was made; retry or reroute it instead."),
            Map.entry("NOTHING_TO_RETRY", "Nothing waits for another try."),
            Map.entry("NOT_IN_DOUBT", "There is no doubt about this job: the printer spoke of it, or it is not there."),
            Map.entry("NOT_OFFERED", "The printer cannot be asked for that; call it."),
            Map.entry("NEWER_RELEASE_NEEDED",
                    "A newer release of the service took this order over; deploy it everywhere, then ask again under another commandId."));

    /** Before the numbers of the jobs. */
    private static final String CHANGED_FOR = "CHANGED_FOR_JOB_";

    static CommandAnswer of(String orderId, Command command, Answer answer) {
        return new CommandAnswer(orderId, command.commandId(), answer.kind(), answer.code(), words(command, answer));
    }

    private static String words(Command command, Answer answer) {
        if (answer.code().startsWith(CHANGED_FOR)) {
            return "Only the printer of job " + answer.code().substring(CHANGED_FOR.length()).replace("_", " and ")
                    + " took the new address, for what it makes; the rest goes to the old one. Call the other printer, or cancel.";
        }
        return switch (answer.kind()) {
            case DONE -> command instanceof Command.Cancel cancel
                    ? "The " + (cancel.job() == 0 ? "order" : "job") + " is cancelled; nothing more will be made."
                    : DONE.getOrDefault(answer.code(), "Done: " + answer.code());
            case PENDING -> command instanceof Command.Cancel
                    ? "The printer was asked to cancel and has not answered yet; repeat with the same commandId to learn its answer."
                    : "It is under way and not settled yet; repeat with the same commandId to learn the answer.";
            case REFUSED -> REFUSED.getOrDefault(answer.code(), command instanceof Command.Cancel
                    ? "The printer did not cancel (" + answer.code() + "); the order goes on. Call the printer if it must not."
                    : "The printer refused (" + answer.code() + "); the order goes on as before.");
        };
    }
}
