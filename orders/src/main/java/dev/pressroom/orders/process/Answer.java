package dev.pressroom.orders.process;

/** The answer to a command. */
public record Answer(Kind kind, String code) {

    /** Done, the printer has to agree first, or refused. */
    public enum Kind {
        DONE, PENDING, REFUSED
    }

    public static final Answer CANCELLED = done("CANCELLED");
    public static final Answer PENDING_AT_PRINTER = new Answer(Kind.PENDING, "PENDING_AT_PRINTER");

    static Answer done(String code) {
        return new Answer(Kind.DONE, code);
    }

    public static Answer refused(String code) {
        return new Answer(Kind.REFUSED, code);
    }
}
