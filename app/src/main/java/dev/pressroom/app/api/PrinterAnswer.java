package dev.pressroom.app.api;

import dev.pressroom.app.api.PrinterAccess.Known;
import dev.pressroom.storage.printers.PrinterControl.LaneHealth;
import dev.pressroom.storage.printers.PrinterControl.Mode;
import dev.pressroom.storage.printers.PrinterControl.Standing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A printer as operators see it. */
record PrinterAnswer(@Schema(example = "elanders-de") String printerId, String name, String dialect, Mode mode,
        @Schema(description = "who changed the mode last") @Nullable String changedBy, @Nullable Instant changedAt,
        @Nullable String reason, List<Lane> lanes) {

    /** One way to or from the printer, as one instance sees it. */
    record Lane(@Schema(example = "elanders-de.sftp") String lane, String instance,
            @Schema(example = "CLOSED", description = "CLOSED, HALF_OPEN or OPEN; NONE for ways in") String circuit, boolean failing,
            @Nullable Instant lastSuccess, @Nullable String lastError, @Nullable Instant lastErrorAt, Instant seenAt) {}

    /** All of them. */
    record Printers(List<PrinterAnswer> printers) {}

    static PrinterAnswer of(Known printer, Standing standing, Collection<LaneHealth> lanes) {
        return new PrinterAnswer(printer.id(), printer.name(), printer.dialect(), standing.mode(), standing.by(), standing.at(),
                standing.reason(),
                lanes.stream().filter(lane -> lane.printerId().equals(printer.id()))
                        .map(lane -> new Lane(lane.lane(), lane.instance(), lane.circuit(), lane.failing(), lane.lastSuccess(),
                                lane.lastError(), lane.lastErrorAt(), lane.seenAt()))
                        .toList());
    }
}
