package dev.pressroom.printers.contract;

import static dev.pressroom.printers.contract.Promises.OFFERED;
import static dev.pressroom.printers.contract.Promises.no;

import dev.pressroom.printers.contract.Promises.StatusSample;
import dev.pressroom.printers.contract.Promises.TimeSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Elanders, <em>PDI documentation</em>, https://doku.pdi.elanders-germany.com/ ({@code en:tracking_interface}, {@code en:tracking_status_codes},
 * {@code en:tracking_transmission_to_pdi_interface}), last edit 2019-04, read 2026-11. Numbers after 7000 are the project's own: the samples
 * use those that a profile maps.
 */
final class ElandersPromises {

    private static final String FILE = """
        <?xml version="1.0" encoding="UTF-8"?>
        <root><header token="t" client_id="c" client_name="n" project_id="p" project_name="pn"/><messages>%s</messages></root>""";

    static final Promises PROMISES = new Promises("elanders", "sftp", Promises.Format.XML,
            Map.of(Capability.SUBMIT, OFFERED, Capability.LOOK_UP,
                    no("it has no answer to ask for: the repeated rename of our staged ticket decides"), Capability.CANCEL, OFFERED,
                    Capability.CANCEL_PART, OFFERED, Capability.CHANGE_ADDRESS, no("its commands do not include it"),
                    Capability.TELL_STATUS, OFFERED, Capability.LIST_CHANGES, no("it sends files only; none is forgotten by it"),
                    Capability.SEVERAL_PARCELS, OFFERED, Capability.QUANTITIES, OFFERED, Capability.OWN_TIMES, OFFERED),
            List.of(sample("accepted, new number", message("1", "T", "10000", "transaction_reference_client='@KEY@_20261121100000'"),
                    "JobAccepted"),
                    sample("accepted, old number", message("1", "T", "10", "transaction_reference_client='@KEY@_20261121100000.xml'"),
                            "JobAccepted"),
                    sample("accepted with corrections", message("1", "T", "11000", "transaction_reference_client='@KEY@_2026'"),
                            "JobAccepted"),
                    sample("preflight runs", message("1", "I", "6000", "order_reference_client='@KEY@' order_item_reference_client='1'"),
                            "JobAccepted[1xall]"),
                    sample("preflight of one item failed: all of the order fails",
                            message("1", "I", "7000", "order_reference_client='@KEY@' order_item_reference_client='1'"), "JobRejected"),
                    sample("processing failed",
                            message("1", "T", "4000", "transaction_reference_client='@KEY@_2026' status_desc='missing binary'"),
                            "JobRejected"),
                    sample("a duplicate transaction is no rejection",
                            message("1", "T", "4", "transaction_reference_client='@KEY@_2026' status_desc='Duplicate transaction'"),
                            "Unmapped"),
                    sample("a documented number at another level", message("1", "P", "10000", "order_reference_client='@KEY@'"),
                            "Unmapped"),
                    sample("a number nobody knows", message("1", "O", "77000", "order_reference_client='@KEY@'"), "Unmapped"),
                    sample("two portions of an item in two parcels", portion("1", 1, "P-1", "01") + portion("2", 2, "P-2", "02"),
                            "ItemsShipped[1x1]", "ItemsShipped[1x2]")),
            List.of(),
            List.of(new TimeSample("2012-06-13 16:22:22", Instant.parse("2012-06-13T14:22:22Z"), "Europe/Berlin"),
                    new TimeSample("2026-10-25 02:30:00", Instant.parse("2026-10-25T00:30:00Z"), "Europe/Berlin, first of two"),
                    new TimeSample("2026-03-29 02:30:00", Instant.parse("2026-03-29T01:30:00Z"), "Europe/Berlin, moved over the gap")),
            FILE.formatted(
                    portion("9", 2, "P-1", "01234567890123").replace("2026-11-21 12:00:00", "@TIME@").replace("40000", "@SHIPPED@")));

    private ElandersPromises() {}

    private static StatusSample sample(String name, String messages, String... facts) {
        return new StatusSample(name, null, FILE.formatted(messages), List.of(facts));
    }

    private static String message(String id, String level, String status, String more) {
        return "<message id='%s' level='%s' action='set_status' order_type='NORMAL' timestamp='2026-11-21 12:00:00' status='%s' %s/>"
                .formatted(id, level, status, more);
    }

    private static String portion(String id, int quantity, String parcel, String number) {
        return message(id, "P", "40000", "order_reference_client='@KEY@' order_item_reference_client='1' quantity='" + quantity
                + "' package_reference='" + parcel + "' package_tracking_number='" + number + "' package_carrier='DPD Germany'");
    }
}
