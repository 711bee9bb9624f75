package dev.pressroom.app.workers;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.TicketNames;
import dev.pressroom.routes.Printer;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.ledger.Ledger.Entry;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.workflows.OrderJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes the intent of an attempt, its names and its ticket. Again for the same attempt it gives the same ticket. */
public final class Tickets {

    private static final int NAME_CLASHES = 20;

    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final OrderRecord record;
    private final ArtworkShelf shelf;
    private final BiFunction<Artwork, Instant, String> artworkUrl;

    public Tickets(TransactionTemplate transactions, Ledger ledger, OrderRecord record, ArtworkShelf shelf,
            BiFunction<Artwork, Instant, String> artworkUrl) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.record = record;
        this.shelf = shelf;
        this.artworkUrl = artworkUrl;
    }

    /** Personal data: for the printer only. */
    Address address(String orderId, int version) {
        return record.address(orderId, version).orElseThrow(() -> new IllegalStateException(
                "order " + orderId + " has no version " + version + " of its address; it was erased or never stored"));
    }

    /** Whether the job is to be made where it is: it is neither being taken back nor is its order held. */
    boolean wanted(JobKey job) {
        return record.wanted(job.orderId(), job.job());
    }

    Ticket write(JobKey job, Printer printer) {
        PrinterProfile profile = printer.profile();
        OrderSummary order = record.summary(job.orderId()).orElseThrow().order();
        Address address = record.address(job).orElseThrow();
        Map<String, Integer> quantities = Arrays.stream(OrderJson.read(shelf.jobItems(job).orElseThrow(), ItemQuantity[].class))
                .collect(Collectors.toMap(ItemQuantity::item, ItemQuantity::quantity));
        SequencedMap<String, List<Artwork>> artwork = new LinkedHashMap<>();
        shelf.files(job, profile.id()).forEach(item -> artwork.put(item.itemId(), List.of(OrderJson.read(item.files(), Artwork[].class))));
        if (!artwork.keySet().equals(quantities.keySet())) {
            throw new IllegalStateException("artwork of " + job + " for " + profile.id() + " is not complete: has " + artwork.keySet()
                    + ", needs " + quantities.keySet());
        }
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Entry entry = ledger.intend(job, profile.id(), profile.hash());
            for (int salt = 0; salt < NAME_CLASHES; salt++) {
                Ticket ticket = ticket(entry, order, address, profile, quantities, artwork, TicketNames.of(profile, job, salt, artwork));
                if (named(ticket, printer, job)) {
                    return ticket;
                }
            }
            throw new IllegalStateException("no free name for " + job + " at " + profile.id() + " after " + NAME_CLASHES
                    + " tries; give its names more characters");
        }));
    }

    /** All names of the ticket are this attempt's. A name that is taken is found before any is written. */
    private boolean named(Ticket ticket, Printer printer, JobKey job) {
        if (!(printer.dialect() instanceof Dialect.Submits dialect)) {
            return true;
        }
        Map<String, String> itemOfName = ticket.items().stream()
                .collect(Collectors.toMap(Ticket.TicketItem::name, Ticket.TicketItem::itemId));
        return dialect.references(ticket).stream().sorted().allMatch(ref -> ledger.name(printer.id(), ref, job,
                ref.kind() == Ref.Kind.ITEM ? itemOfName.get(ref.value()) : null));
    }

    private Ticket ticket(Entry entry, OrderSummary order, Address address, PrinterProfile profile, Map<String, Integer> quantities,
            Map<String, List<Artwork>> artwork, TicketNames names) {
        Map<String, String> products = order.items().stream()
                .collect(Collectors.toMap(OrderSummary.OrderedItem::itemId, OrderSummary.OrderedItem::product));
        List<Ticket.TicketItem> items = names.items().stream().map(item -> {
            List<Artwork> files = Objects.requireNonNull(artwork.get(item.itemId()));
            List<Ticket.TicketFile> ticketFiles = IntStream.range(0, files.size())
                    .mapToObj(i -> new Ticket.TicketFile(files.get(i), item.files().get(i),
                            artworkUrl.apply(files.get(i), entry.stampedAt())))
                    .toList();
            String article = Objects.requireNonNull(profile.products().get(products.get(item.itemId()))).article();
            return new Ticket.TicketItem(item.itemId(), item.name(), article, Objects.requireNonNull(quantities.get(item.itemId())),
                    ticketFiles);
        }).toList();
        return new Ticket(entry.key(), names.key(), names.number(), order.service(), address, items, entry.stampedAt());
    }
}
