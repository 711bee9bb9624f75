package dev.pressroom.printers.contract;

import dev.pressroom.printers.Dialect;

/** What a printer may be able to do. A new one here is red for every dialect until its promises answer it. */
public enum Capability {
    SUBMIT("take a job"), LOOK_UP("say whether it has a job"), CANCEL("cancel a job"), CANCEL_PART(
            "cancel a part of a job"), CHANGE_ADDRESS(
                    "ship to another address"), TELL_STATUS("tell what becomes of a job"), LIST_CHANGES(
                            "list what changed, so that forgotten messages are found"), SEVERAL_PARCELS(
                                    "ship one job in several parcels"), QUANTITIES(
                                            "say how many copies are in a parcel"), OWN_TIMES("say when something happened");

    private final String title;

    Capability(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether the dialect has the verb for it; for what is said inside of messages, whether it reads messages at all. */
    boolean in(Dialect dialect) {
        return switch (this) {
            case SUBMIT -> dialect instanceof Dialect.Submits;
            case LOOK_UP -> dialect instanceof Dialect.LooksUp;
            case CANCEL, CANCEL_PART -> dialect instanceof Dialect.Cancels;
            case CHANGE_ADDRESS -> dialect instanceof Dialect.Readdresses;
            case LIST_CHANGES -> dialect instanceof Dialect.Lists;
            case TELL_STATUS, SEVERAL_PARCELS, QUANTITIES, OWN_TIMES -> dialect instanceof Dialect.Reads;
        };
    }

    /** Whether not to offer it means that the verb is absent; a part is refused by the verb itself. */
    boolean isVerb() {
        return switch (this) {
            case SUBMIT, LOOK_UP, CANCEL, CHANGE_ADDRESS, LIST_CHANGES, TELL_STATUS -> true;
            case CANCEL_PART, SEVERAL_PARCELS, QUANTITIES, OWN_TIMES -> false;
        };
    }
}
