package dev.pressroom.sandbox.carriers;

/** Whoever takes parcels from the printers and brings them to their addressees. */
public interface Carrier {

    /** The name as a printer would write it, such as {@code DPD}. */
    String name();

    /** Takes a parcel over; the same number again changes nothing, so a printer may repeat it after a break. */
    void accept(String parcelNumber, String country, String zip);
}
