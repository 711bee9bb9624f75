package dev.pressroom.sandbox.carriers;

/** The scans of a parcel that has no trouble, in their order. */
public enum ScanCode {
    COLLECTED("05"), IN_TRANSIT("02"), OUT_FOR_DELIVERY("03"), DELIVERED("13");

    private final String code;

    ScanCode(String code) {
        this.code = code;
    }

    /** As DPD numbers it. */
    public String code() {
        return code;
    }
}
