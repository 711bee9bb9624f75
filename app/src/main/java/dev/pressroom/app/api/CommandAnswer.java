package dev.pressroom.app.api;

import dev.pressroom.orders.process.Answer;
import io.swagger.v3.oas.annotations.media.Schema;

/** What became of a command. */
record CommandAnswer(String orderId, @Schema(description = "repeat with it to learn how it stands") String commandId, Answer.Kind answer,
        @Schema(example = "CANCELLED") String code, @Schema(example = "The order is cancelled; nothing more will be made.") String words) {

    static CommandAnswer of(String orderId, String commandId, Answer answer) {
        return new CommandAnswer(orderId, commandId, answer.kind(), answer.code(), words(answer));
    }

    private static String words(Answer answer) {
        return switch (answer.kind()) {
            case DONE -> "The order is cancelled; nothing more will be made.";
            case PENDING -> "The printer was asked to cancel and has not answered yet; repeat with the same commandId to learn its answer.";
            case REFUSED -> switch (answer.code()) {
                case "ALREADY_SHIPPED" -> "Something of the order is on its way already; agree with the customer on a return.";
                case "CANCEL_ALREADY_ASKED" ->
                    "Somebody asked to cancel this order before and the printer has not answered yet; wait for that answer.";
                default -> "The printer did not cancel (" + answer.code() + "); the order goes on. Call the printer if it must not.";
            };
        };
    }
}
