package dev.pressroom.printers.contract;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.TicketNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The dialect under examination, with a printer's profile, and what the checks ask of it. */
record Subject(PrinterProfile profile, Promises promises) {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final JobKey JOB = new JobKey("A-1234", 1, 1);
    static final Address PLAIN = new Address("Hans Dampf", null, "Holstenstr. 48", null, "23552", "Luebeck", null, "DE",
            "hans@example.org", "+498442120689");
    static final Dialect.Context CONTEXT = new Dialect.Context("https://pressroom.example/webhooks/x/token", NOW);

    /** With the one number that the samples use where the dialect leaves numbers to the profile. */
    static Subject of(PrinterProfile profile, Promises promises) {
        Map<String, String> statuses = new TreeMap<>(profile.statuses());
        if (profile.sftp() != null) {
            statuses.put("40000", "ItemsShipped");
        }
        return new Subject(with(profile, profile.zone(), statuses), promises);
    }

    Subject inZone(ZoneId zone) {
        return new Subject(with(profile, zone, profile.statuses()), promises);
    }

    private static PrinterProfile with(PrinterProfile p, ZoneId zone, Map<String, String> statuses) {
        return new PrinterProfile(p.id(), p.name(), p.dialect(), zone, p.products(), p.services(), p.carriers(), statuses, p.countries(),
                p.clocks(), p.names(), p.limits(), p.http(), p.sftp(), p.sqs(), p.settings(), p.hash());
    }

    Dialect dialect() {
        return Dialects.of(profile);
    }

    ServiceLevel service() {
        return profile.services().keySet().stream().findFirst().orElse(ServiceLevel.STANDARD);
    }

    /** Two items of the first product, 2 and 3 copies. */
    Ticket ticket(JobKey job, Address shipTo, ServiceLevel service) {
        Artwork file = new Artwork("print.pdf", Artwork.Role.BLOCK, 4_711, 26, "a".repeat(64), "05551af33a81f6f13802ca1858919414");
        SequencedMap<String, List<Artwork>> artwork = new LinkedHashMap<>();
        artwork.put("first", List.of(file));
        artwork.put("second", List.of(file));
        TicketNames names = TicketNames.of(profile, job, 0, artwork);
        String article = profile.products().values().stream().map(PrinterProfile.PrinterProduct::article).findFirst().orElse("ARTICLE");
        List<Ticket.TicketItem> items = new ArrayList<>();
        for (TicketNames.ItemNames item : names.items()) {
            items.add(new Ticket.TicketItem(item.itemId(), item.name(), article, items.size() + 2,
                    List.of(new Ticket.TicketFile(file, item.files().getFirst(),
                            "https://files.example.org/" + item.name() + "?a=1&b=2"))));
        }
        return new Ticket(job, names.key(), names.number(), service, shipTo, items, NOW);
    }

    Ticket ticket() {
        return ticket(JOB, PLAIN, service());
    }

    /** Our reference as the printer says it back. */
    String key() {
        return profile.sqs() == null ? ticket().name() : ticket().number();
    }

    /** @param last the first step whose reply decides; null when it was decided without */
    record Sent(List<Send> sends, Step.@Nullable Ask<?> last, @Nullable Object result) {

        /** All bytes that go out. */
        List<byte[]> bytes() {
            List<byte[]> bytes = new ArrayList<>();
            for (Send send : sends) {
                switch (send) {
                    case Send.HttpCall call when call.body() instanceof Content.Bytes(String _, byte[] body) -> bytes.add(body);
                    case Send.HttpCall _ -> {
                        // Nothing in it.
                    }
                    case Send.FileDrop drop when drop.ticket().content() instanceof Content.Bytes(String _, byte[] body) -> bytes.add(body);
                    case Send.FileDrop _ -> {
                        // Its artwork is not ours to look at.
                    }
                    case Send.QueueMessage message -> bytes.add(message.body().getBytes(StandardCharsets.UTF_8));
                    case Send.Offer offer -> bytes.add(offer.ticket().bytes());
                }
            }
            return bytes;
        }
    }

    Sent submitted(Ticket ticket) {
        return dialect() instanceof Dialect.Submits submits ? sent(submits.submit(ticket, CONTEXT), true) : new Sent(List.of(), null, null);
    }

    Sent asked(Promises.Verb verb) {
        Set<Ref> refs = Set.of(new Ref(Ref.Kind.KEY, key()), new Ref(Ref.Kind.ORDER, "ord_1"));
        Step<?> step = switch (verb) {
            case SUBMIT -> dialect() instanceof Dialect.Submits it ? it.submit(ticket(), CONTEXT) : null;
            case LOOK_UP -> dialect() instanceof Dialect.LooksUp it ? it.lookUp(refs) : null;
            case CANCEL -> dialect() instanceof Dialect.Cancels it ? it.cancel(refs, List.of(), CONTEXT) : null;
            case CHANGE_ADDRESS -> dialect() instanceof Dialect.Readdresses it ? it.readdress(refs, PLAIN) : null;
        };
        return step == null ? new Sent(List.of(), null, null) : sent(step, verb == Promises.Verb.SUBMIT);
    }

    @Nullable
    Object cancelPart() {
        return dialect() instanceof Dialect.Cancels it
                ? sent(it.cancel(Set.of(new Ref(Ref.Kind.KEY, key()), new Ref(Ref.Kind.ORDER, "ord_1")), List.of(new ItemQuantity("1", 1)),
                        CONTEXT), false).result()
                : null;
    }

    /** Follows the steps up to the one that changes something there: a look-up before it finds nothing, an offer is taken. */
    private static Sent sent(Step<?> first, boolean lookUpFirst) {
        List<Send> sends = new ArrayList<>();
        Step<?> step = first;
        while (step instanceof Step.Ask<?> ask) {
            sends.add(ask.send());
            boolean before = switch (ask.send()) {
                case Send.HttpCall call -> lookUpFirst && call.repeat() == Send.Repeat.SAFE;
                case Send.Offer _ -> true;
                case Send.FileDrop _,Send.QueueMessage _ -> false;
            };
            if (!before) {
                return new Sent(sends, ask, null);
            }
            step = ask.then()
                    .apply(ask.send() instanceof Send.Offer ? Reply.Answered.taken() : new Reply.Answered(404, Map.of(), new byte[0]));
        }
        return new Sent(sends, null, step instanceof Step.Done<?> done ? done.result() : null);
    }

    /** The result of a reply, or that another question follows. */
    static String outcome(Step.Ask<?> ask, Reply reply) {
        return switch (ask.then().apply(reply)) {
            case Step.Done<?> done -> done.result().getClass().getSimpleName();
            case Step.Ask<?> _ -> "AsksFurther";
        };
    }

    Decoded read(String text, @Nullable String channel) {
        return read(text.getBytes(StandardCharsets.UTF_8), channel);
    }

    Decoded read(byte[] body, @Nullable String channel) {
        return dialect() instanceof Dialect.Reads reads
                ? reads.read(new Inbound("message-1", channel == null ? promises.channel() : channel, Map.of(), body, NOW))
                : Decoded.unreadable("message", "is not expected");
    }
}
