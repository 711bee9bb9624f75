package dev.pressroom.routes;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.PrinterProfile;

/** A configured printer: what it is, and how it speaks. */
public record Printer(PrinterProfile profile, Dialect dialect) {

    public String id() {
        return profile.id();
    }
}
