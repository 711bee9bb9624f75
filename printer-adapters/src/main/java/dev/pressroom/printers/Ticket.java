package dev.pressroom.printers;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import java.time.Instant;
import java.util.List;

/**
 * What one job asks of one printer, in our vocabulary; a dialect writes it in the printer's. All names come from {@link TicketNames}.
 *
 * @param name our key in the printer's spelling: the reference of kind KEY, already stored when the ticket is written
 * @param number the order's number where the printer wants digits, else equal to {@code name}
 * @param stampedAt when this attempt began; names files, so that a repeated attempt writes the same names
 */
public record Ticket(JobKey key, String name, String number, ServiceLevel service, Address shipTo, List<TicketItem> items,
        Instant stampedAt) {

    public Ticket {
        items = List.copyOf(items);
    }

    /**
     * @param name the item's name at the printer: the reference of kind ITEM, unique within the job
     * @param article the printer's article for our product, by the profile
     */
    public record TicketItem(String itemId, String name, String article, int quantity, List<TicketFile> files) {
        public TicketItem {
            files = List.copyOf(files);
        }
    }

    /**
     * @param name file name at the printer, with extension: the reference of kind FILE is this without it
     * @param url where the printer may fetch it, valid longer than the printer's horizon
     */
    public record TicketFile(Artwork artwork, String name, String url) {}
}
