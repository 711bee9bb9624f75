package dev.pressroom.printers;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Reply.Answered;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Tickets, profiles and messages that the tests share. The profiles are those that the sandbox ships. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    public static final JobKey KEY = new JobKey("A-1234", 1, 1);
    public static final Path CONFIG = Path.of(System.getProperty("pressroom.root", ".."), "sandbox/src/main/resources/pressroom.config");
    public static final Address PLAIN = new Address("Hans Dampf", null, "Holstenstr. 48", null, "23552", "Lübeck", null, "DE",
            "hans@example.org", "+498442120689");

    /** Names that broke systems before. */
    public static final List<String> HARD_NAMES = List.of("Jörg Müßigänger-Çelik", "山田太郎", "عبد الرحمن بن خالد", "Zoë 👩‍👩‍👧‍👦 & Söhne",
            "<Tom> \"& Jerry\" 'n' ]]> --", "x".repeat(1000), "{\"a\": \\u0000}", "${env:HOME}");

    /** The sandbox's environment: a port where a port is asked for, else a text made from the name. */
    public static final Secrets ENVIRONMENT = new Secrets(
            name -> name.endsWith("_PORT") ? "2222" : name.endsWith("_URL") ? "http://127.0.0.1:8001" : "value of " + name,
            path -> "value of " + path);

    private Samples() {}

    public static PrinterProfile profile(String id) {
        PrinterProfiles all = PrinterProfiles.load(CONFIG.resolve("printers"), null, ENVIRONMENT);
        return all.get(id).orElseThrow(() -> new AssertionError("no profile " + id + "; " + all.problems()));
    }

    public static Artwork block() {
        return new Artwork("block.pdf", Artwork.Role.BLOCK, 256_689_704L, 26, "a".repeat(64), "05551af33a81f6f13802ca1858919414");
    }

    public static Artwork print() {
        return new Artwork("print-001.PDF", Artwork.Role.PRINT, 4_711_000L, 1, "b".repeat(64), "4e8dcebe35e8b00dbd6b7b72ecbcba38");
    }

    /** A ticket of one item for each artwork, with quantities 2, 3 and so on. */
    public static Ticket ticket(PrinterProfile profile, Address shipTo, Map<String, Artwork> artworkByProduct) {
        SequencedMap<String, List<Artwork>> artwork = new LinkedHashMap<>();
        artworkByProduct.forEach((product, file) -> artwork.put("item-" + product, List.of(file)));
        TicketNames names = TicketNames.of(profile, KEY, 0, artwork);
        List<Ticket.TicketItem> items = new ArrayList<>();
        List<String> products = List.copyOf(artworkByProduct.keySet());
        for (TicketNames.ItemNames item : names.items()) {
            String product = products.get(items.size());
            Ticket.TicketFile file = new Ticket.TicketFile(artworkByProduct.get(product), item.files().getFirst(),
                    "https://files.example.org/" + product + "?a=1&b=2");
            items.add(new Ticket.TicketItem(item.itemId(), item.name(), profile.products().get(product).article(), items.size() + 2,
                    List.of(file)));
        }
        return new Ticket(KEY, names.key(), names.number(), ServiceLevel.STANDARD, shipTo, items, NOW);
    }

    public static Ticket bookAndPrint(PrinterProfile profile, Address shipTo) {
        SequencedMap<String, Artwork> artwork = new LinkedHashMap<>();
        artwork.put("PHOTOBOOK-A5", block());
        artwork.put("PRINT-10X15", print());
        return ticket(profile, shipTo, artwork);
    }

    public static Address named(String name) {
        return new Address(name, name, name, name, "23552", name, name, "DE", name, name);
    }

    public static byte[] fixture(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new AssertionError("no fixture " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String fixture) {
        return new String(fixture(fixture), StandardCharsets.UTF_8);
    }

    public static Inbound inbound(String channel, byte[] body) {
        return new Inbound("m-1", channel, Map.of(), body, NOW);
    }

    public static Inbound inbound(String channel, String body) {
        return inbound(channel, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answered answered(int status, String body) {
        return new Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** What is sent, of the kind expected. */
    public static <S extends Send> S sent(Step<?> step, Class<S> kind) {
        return kind.cast(((Ask<?>) step).send());
    }

    public static <R> Step<R> then(Step<R> step, Reply reply) {
        return ((Ask<R>) step).then().apply(reply);
    }

    public static <R> Done<R> done(Step<R> step, Reply reply) {
        return (Done<R>) then(step, reply);
    }

    public static <R> R result(Step<R> step) {
        return ((Done<R>) step).result();
    }
}
