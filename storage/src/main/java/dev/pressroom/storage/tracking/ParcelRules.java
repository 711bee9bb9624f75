package dev.pressroom.storage.tracking;

import dev.pressroom.storage.tracking.ParcelRules.Rule;
import java.time.Instant;
import java.util.Map;

/** How parcels of what printers tell are found by what carriers scan, by carrier. */
public record ParcelRules(Map<String, Rule> byCarrier) {

    public ParcelRules {
        byCarrier = Map.copyOf(byCarrier);
    }

    public record Rule(NumberRule number, LabelWindow window) {}

    /**
     * A parcel as scans name it.
     *
     * @param number in the carrier's normal form
     * @param from scans of the number from then until {@code to} are this parcel's
     */
    public record Label(String number, Instant from, Instant to) {}

    /** Of a carrier without a profile the number is taken as it is said. */
    public Label label(String carrier, String number, Instant shippedAt) {
        Rule rule = byCarrier.get(carrier);
        LabelWindow window = rule == null ? LabelWindow.USUAL : rule.window();
        return new Label(rule == null ? number : rule.number().normalised(number), shippedAt.minus(window.before()),
                shippedAt.plus(window.after()));
    }
}
