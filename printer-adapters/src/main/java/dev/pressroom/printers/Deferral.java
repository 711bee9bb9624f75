package dev.pressroom.printers;

/** Why a job could not be handed over for now, as far as we know it ourselves and not from a printer's words. */
public enum Deferral {
    /** Anything else; the reason tells. */
    DEFERRED,
    /** People paused the printer. */
    PAUSED,
    /** People let the printer run dry: it gets no new jobs. */
    DRAINING,
    /** The way to the printer failed too often lately. */
    CIRCUIT_OPEN,
    /** As many calls are underway as the profile allows. */
    LANE_FULL
}
