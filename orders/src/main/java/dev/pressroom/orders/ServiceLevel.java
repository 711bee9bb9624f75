package dev.pressroom.orders;

/** How fast the customer paid for; a printer's profile maps it to the printer's shipping method. */
public enum ServiceLevel {
    BUDGET, STANDARD, EXPRESS, OVERNIGHT
}
