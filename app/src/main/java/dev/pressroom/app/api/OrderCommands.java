package dev.pressroom.app.api;

import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;

/** Port: what people may ask of an order, answered by its process. */
public interface OrderCommands {

    /** The same command id again is the same command. Throws {@link CommandsUnavailable} when nobody could answer. */
    Answer ask(String orderId, Command command);
}
