package dev.pressroom.app.printing;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.TicketNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A ticket that nobody ordered, for dry runs. */
final class SampleTicket {

    static final JobKey KEY = new JobKey("A-1234", 1, 1);
    static final String CALLBACK = "https://pressroom.example/webhooks/printer/token";
    static final Address ADDRESS = new Address("Zoë Müller", null, "Holstenstr. 48", null, "23552", "Lübeck", null, "DE",
            "zoe@example.org", "+498442120689");

    private SampleTicket() {}

    /** One of the first product that the printer makes, in the first service that it offers. */
    static Ticket of(PrinterProfile profile, Instant at) {
        ServiceLevel service = profile.services().keySet().stream().findFirst().orElse(ServiceLevel.STANDARD);
        String product = profile.products().keySet().stream().findFirst().orElse("PRODUCT");
        return of(profile, KEY, service, ADDRESS, List.of(new Line("1", product, 1, List.of())), at);
    }

    /** @param files empty: one placeholder */
    record Line(String itemId, String product, int quantity, List<File> files) {}

    record File(Artwork artwork, String url) {}

    static Ticket of(PrinterProfile profile, JobKey key, ServiceLevel service, Address shipTo, List<Line> lines, Instant at) {
        SequencedMap<String, List<Artwork>> artwork = new LinkedHashMap<>();
        lines.forEach(line -> artwork.put(line.itemId(), files(profile, line).stream().map(File::artwork).toList()));
        TicketNames names = TicketNames.of(profile, key, 0, artwork);
        List<Ticket.TicketItem> items = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            List<File> files = files(profile, line);
            TicketNames.ItemNames named = names.items().get(i);
            List<Ticket.TicketFile> ticketFiles = new ArrayList<>();
            for (int f = 0; f < files.size(); f++) {
                ticketFiles.add(new Ticket.TicketFile(files.get(f).artwork(), named.files().get(f), files.get(f).url()));
            }
            PrinterProfile.PrinterProduct product = profile.products().get(line.product());
            items.add(new Ticket.TicketItem(line.itemId(), named.name(), product == null ? line.product() : product.article(),
                    line.quantity(), ticketFiles));
        }
        return new Ticket(key, names.key(), names.number(), service, shipTo, items, at);
    }

    private static List<File> files(PrinterProfile profile, Line line) {
        if (!line.files().isEmpty()) {
            return line.files();
        }
        PrinterProfile.PrinterProduct product = profile.products().get(line.product());
        boolean block = product != null && product.print().layout().equals("BLOCK");
        int pages = product == null ? 1 : product.print().pageMinimum();
        Artwork placeholder = new Artwork(block ? "block.pdf" : "print.pdf", block ? Artwork.Role.BLOCK : Artwork.Role.PRINT, 1_000_000,
                pages, "0".repeat(64), "0".repeat(32));
        return List.of(new File(placeholder, "https://pressroom.example/artwork/placeholder.pdf"));
    }
}
