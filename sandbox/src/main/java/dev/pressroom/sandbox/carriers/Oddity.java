package dev.pressroom.sandbox.carriers;

/** A row that a tracking file holds although nothing like it happened. */
public enum Oddity {

    /** A row that ends too early. */
    SHORT_ROW,
    /** A row of a known parcel with the 13th month. */
    BAD_DATE,
    /** A row whose parcel number went through a spreadsheet: {@code 1,234E+13}. */
    NON_NUMERIC_PARCEL,
    /** A row of a known parcel with a scan code that nobody documented. */
    UNKNOWN_CODE,
    /** A good row of a parcel that no printer handed over. */
    FOREIGN_PARCEL
}
