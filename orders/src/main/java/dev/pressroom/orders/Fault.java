package dev.pressroom.orders;

/** Whose fault a failure is; decides who has to act. */
public enum Fault {
    OURS, CUSTOMER, PRINTER, INFRASTRUCTURE
}
