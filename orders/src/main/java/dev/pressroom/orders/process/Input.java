package dev.pressroom.orders.process;

import dev.pressroom.orders.facts.Fact;

/** What can happen to an order. Within one wake-up facts go before deadlines. */
public sealed interface Input {

    record Heard(Fact fact) implements Input {}

    record Finished(String step, StepResult result) implements Input {}

    record Asked(Command command) implements Input {}

    /** Time passed; whatever deadline lies before now is acted on. */
    record Tick() implements Input {}
}
