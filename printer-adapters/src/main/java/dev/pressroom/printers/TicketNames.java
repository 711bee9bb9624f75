package dev.pressroom.printers;

import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an attempt and its parts are called at one printer. The same attempt, salt, profile and items, in the same order, give the same names; a
 * name that is already another attempt's is answered by the next salt. What of it the printer says back tells
 * {@link Dialect.Submits#references(Ticket)}.
 *
 * <p>
 * Where the printer's names are digits only, {@code number} follows its rule and {@code key} stays the job key, which such a printer never sees.
 * Items are numbered 1 to n within their job, at every printer.
 *
 * @param key see {@link Ticket#name()}
 * @param number see {@link Ticket#number()}
 */
public record TicketNames(String key, String number, List<ItemNames> items) {

    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,5})$");

    /** @param files names with extension, in the order of the item's artwork */
    public record ItemNames(String itemId, String name, List<String> files) {
        public ItemNames {
            files = List.copyOf(files);
        }
    }

    public TicketNames {
        items = List.copyOf(items);
    }

    /** @param artwork item id to the item's files, in the order of the ticket */
    public static TicketNames of(PrinterProfile profile, JobKey key, int salt, SequencedMap<String, List<Artwork>> artwork) {
        NameRule rule = profile.names();
        String name = rule.name(key, salt);
        List<ItemNames> items = new ArrayList<>();
        artwork.forEach((itemId, files) -> {
            String number = String.valueOf(items.size() + 1);
            List<String> names = new ArrayList<>();
            for (Artwork file : files) {
                names.add(rule.name(key, "-" + number + "-" + (names.size() + 1), salt) + "." + extension(file));
            }
            items.add(new ItemNames(itemId, number, names));
        });
        return switch (rule.alphabet()) {
            case DIGITS -> new TicketNames(key.toString(), name, items);
            case ANY, UPPER -> new TicketNames(name, name, items);
        };
    }

    private static String extension(Artwork file) {
        Matcher matcher = EXTENSION.matcher(file.name());
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "pdf";
    }
}
