package dev.pressroom.printers.contract;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.contract.Check.Grade;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of the contract that needs no printer: tickets, answers, messages, times. Every dialect runs through all of it. */
public final class ContractKit {

    /** Texts that broke systems before. */
    static final List<String> HARD_TEXTS = List.of("Jörg Müßigänger-Çelik", "山田太郎", "عبد الرحمن بن خالد", "Zoë 👩‍👩‍👧‍👦 & Söhne",
            "<Tom> \"& Jerry\" 'n' ]]> --", "a;b,c|d\t\"e\"", "x".repeat(1000), "{\"a\": \\u0000}", "${env:HOME}");

    private static final List<String> HOSTILE = List.of("", "null", "[]", "{}", "<", "<root/>", "\u0000\u0001", "{\"a\":".repeat(2000),
            "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><root><messages><message id='1' level='O' status='&x;' order_reference_client='@KEY@'/></messages></root>",
            "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><root>&b;</root>",
            "{\"OrderID\":{\"a\":1},\"Status\":[],\"event\":{},\"subject\":[1],\"data\":7}");

    /** What a check says when the contract is not kept. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what);
        }
    }

    @FunctionalInterface
    private interface Body {
        void run(Subject subject) throws Broken;
    }

    private static final SequencedMap<Check, Body> CHECKS = new LinkedHashMap<>();

    static {
        check("every capability is answered, and the verbs agree", Grade.BRONZE, null, ContractKit::answersEveryCapability);
        check("the same ticket gives the same bytes", Grade.BRONZE, Capability.SUBMIT, ContractKit::sameBytes);
        check("the ticket, read again, has the names, addresses and quantities", Grade.BRONZE, Capability.SUBMIT,
                ContractKit::carriesTexts);
        check("two attempts share no name", Grade.BRONZE, Capability.SUBMIT, ContractKit::namesAreUnique);
        check("a service that the profile does not offer is refused before anything is sent", Grade.BRONZE, Capability.SUBMIT,
                ContractKit::refusesService);
        check("each class of answer to a submit is mapped", Grade.BRONZE, Capability.SUBMIT,
                subject -> replies(subject, Promises.Verb.SUBMIT));
        check("what broke on the way is unknown, what was not sent is put off", Grade.BRONZE, Capability.SUBMIT, ContractKit::breaks);
        check("each class of answer to a look-up is mapped", Grade.BRONZE, Capability.LOOK_UP,
                subject -> replies(subject, Promises.Verb.LOOK_UP));
        check("tickets and calls hold no secret and no reference to one", Grade.BRONZE, Capability.SUBMIT, ContractKit::noSecrets);
        check("each class of answer to a cancellation is mapped", Grade.SILVER, Capability.CANCEL,
                subject -> replies(subject, Promises.Verb.CANCEL));
        check("a cancellation of a part is asked for, or refused cleanly", Grade.SILVER, null, ContractKit::partOrRefusal);
        check("each class of answer to a change of the address is mapped", Grade.SILVER, Capability.CHANGE_ADDRESS,
                subject -> replies(subject, Promises.Verb.CHANGE_ADDRESS));
        check("the documented messages tell what they mean", Grade.SILVER, Capability.TELL_STATUS, ContractKit::statuses);
        check("a repeated message tells the same facts", Grade.SILVER, Capability.TELL_STATUS, ContractKit::repeats);
        check("what cannot be read is told as unreadable and tells nothing", Grade.SILVER, Capability.TELL_STATUS, ContractKit::hostile);
        check("two parcels are two shipments", Grade.GOLD, Capability.SEVERAL_PARCELS, ContractKit::parcels);
        check("quantities are read, and never negative or more than said", Grade.GOLD, Capability.QUANTITIES, ContractKit::quantities);
        check("times are read in each documented form, clock changes included", Grade.GOLD, Capability.OWN_TIMES, ContractKit::times);
    }

    private ContractKit() {}

    private static void check(String name, Grade grade, @org.jspecify.annotations.Nullable Capability capability, Body body) {
        CHECKS.put(new Check(name, grade, capability), body);
    }

    public static List<Check> checks() {
        return List.copyOf(CHECKS.keySet());
    }

    /** Runs all of it on a profile whose dialect has promises; never throws for what the dialect does. */
    public static List<Result> run(PrinterProfile profile, Promises promises) {
        Subject subject = Subject.of(profile, promises);
        List<Result> results = new ArrayList<>();
        CHECKS.forEach((check, body) -> results.add(run(check, body, subject)));
        return results;
    }

    private static Result run(Check check, Body body, Subject subject) {
        Capability capability = check.capability();
        if (capability != null && subject.promises().answers().get(capability) instanceof Promises.Answer.NotOffered(String why)) {
            boolean verb = capability.isVerb() && capability.in(subject.dialect());
            return verb
                    ? new Result(check, Verdict.BROKEN, "it is promised as not offered, but the dialect has the verb")
                    : new Result(check, Verdict.NOT_OFFERED, why);
        }
        try {
            body.run(subject);
            return new Result(check, Verdict.KEPT, "");
        } catch (Broken e) {
            return new Result(check, Verdict.BROKEN, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Result(check, Verdict.BROKEN, "the dialect failed: " + e);
        }
    }

    private static void must(boolean kept, String otherwise) throws Broken {
        if (!kept) {
            throw new Broken(otherwise);
        }
    }

    private static void answersEveryCapability(Subject subject) throws Broken {
        for (Capability capability : Capability.values()) {
            must(subject.promises().answers().containsKey(capability),
                    "capability " + capability + " is not answered: add it to the promises");
            must(!subject.promises().offers(capability) || capability.in(subject.dialect()),
                    "capability " + capability + " is promised, and the dialect has no verb for it");
        }
    }

    private static void sameBytes(Subject subject) throws Broken {
        List<byte[]> first = subject.submitted(subject.ticket()).bytes();
        List<byte[]> second = subject.submitted(subject.ticket()).bytes();
        must(!first.isEmpty(), "nothing is sent");
        must(first.size() == second.size(), "another number of sends the second time");
        for (int i = 0; i < first.size(); i++) {
            must(Arrays.equals(first.get(i), second.get(i)), "send " + (i + 1) + " differs the second time");
        }
    }

    private static void carriesTexts(Subject subject) throws Broken {
        for (String text : HARD_TEXTS) {
            Address hard = new Address(text, text, text, text, "23552", text, text, "DE", "a@example.org", "+49");
            Set<String> read = new TreeSet<>();
            for (byte[] bytes : subject.submitted(subject.ticket(Subject.JOB, hard, subject.service())).bytes()) {
                read.addAll(Reread.texts(bytes));
            }
            String plain = text.replace('\t', ' ');
            String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
            must(read.contains(plain), "'" + shown + "' does not come back from the ticket");
            must(read.contains("2") && read.contains("3"), "the quantities 2 and 3 do not come back from the ticket");
        }
    }

    private static void namesAreUnique(Subject subject) throws Broken {
        if (subject.dialect() instanceof Dialect.Submits submits) {
            Ticket second = subject.ticket(new JobKey("A-1234", 1, 2), Subject.PLAIN, subject.service());
            Set<Ref> shared = withoutItems(submits.references(subject.ticket()));
            must(!shared.isEmpty(), "a ticket has no name by which the printer may speak of it");
            shared.retainAll(withoutItems(submits.references(second)));
            must(shared.isEmpty(), "two attempts share the names " + shared);
        }
    }

    private static Set<Ref> withoutItems(Set<Ref> refs) {
        return refs.stream().filter(ref -> ref.kind() != Ref.Kind.ITEM).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void refusesService(Subject subject) throws Broken {
        for (ServiceLevel level : ServiceLevel.values()) {
            if (!subject.profile().services().containsKey(level)) {
                Subject.Sent sent = subject.submitted(subject.ticket(Subject.JOB, Subject.PLAIN, level));
                must(sent.sends().isEmpty() && sent.result() instanceof Outcome.Rejected,
                        "service " + level + " is not refused at once");
            }
        }
    }

    private static void replies(Subject subject, Promises.Verb verb) throws Broken {
        Subject.Sent sent = subject.asked(verb);
        must(sent.last() != null, "nothing is asked of the printer");
        if (sent.last() != null) {
            boolean http = sent.last().send() instanceof Send.HttpCall;
            List<Promises.ReplySample> samples = subject.promises().replies().stream().filter(reply -> reply.verb() == verb).toList();
            must(!http || !samples.isEmpty(), "there is no documented answer to " + verb + " among the promises");
            for (Promises.ReplySample sample : samples) {
                String outcome = Subject.outcome(sent.last(), new Reply.Answered(sample.status(), Map.of(),
                        sample.body().replace("@KEY@", subject.key()).getBytes(StandardCharsets.UTF_8)));
                must(outcome.equals(sample.outcome()), "'" + sample.name() + "' is " + outcome + ", not " + sample.outcome());
            }
        }
    }

    private static void breaks(Subject subject) throws Broken {
        Subject.Sent sent = subject.submitted(subject.ticket());
        must(sent.last() != null, "nothing is sent");
        if (sent.last() != null) {
            must(Subject.outcome(sent.last(), new Reply.Broke("cut")).equals("Unknown"), "a break is not Unknown");
            must(Subject.outcome(sent.last(), new Reply.NotSent("full")).equals("Deferred"), "what was not sent is not Deferred");
            if (sent.last().send() instanceof Send.HttpCall) {
                for (int status : new int[]{408, 500, 502, 504, 299}) {
                    String outcome = Subject.outcome(sent.last(),
                            new Reply.Answered(status, Map.of(), "<html>".getBytes(StandardCharsets.UTF_8)));
                    must(outcome.equals("Unknown"), "HTTP " + status + " without a word is " + outcome + ", not Unknown");
                }
            }
        }
    }

    private static void noSecrets(Subject subject) throws Broken {
        Subject.Sent sent = subject.submitted(subject.ticket());
        for (byte[] bytes : sent.bytes()) {
            must(!new String(bytes, StandardCharsets.UTF_8).contains("${"), "a reference to a secret is written into the ticket");
        }
        must(sent.sends().stream().noneMatch(send -> send instanceof Send.HttpCall call
                && call.headers().keySet().stream().anyMatch(name -> name.equalsIgnoreCase("authorization") || name.toLowerCase(
                        Locale.ROOT).contains("key"))),
                "the dialect writes a header of authentication: that is the channel's");
        must(!Subject.PLAIN.toString().contains("Dampf"), "an address shows itself in messages");
    }

    private static void partOrRefusal(Subject subject) throws Broken {
        boolean refused = subject.cancelPart() instanceof Change.NotOffered;
        boolean cancels = subject.promises().offers(Capability.CANCEL);
        must(!cancels || refused != subject.promises().offers(Capability.CANCEL_PART),
                refused ? "a part is promised and refused" : "a part is asked for, though the printer has no such cancellation");
    }

    private static void statuses(Subject subject) throws Broken {
        must(!subject.promises().statuses().isEmpty(), "there is no documented message among the promises");
        boolean unmapped = false;
        for (Promises.StatusSample sample : subject.promises().statuses()) {
            Decoded decoded = subject.read(sample.message().replace("@KEY@", subject.key()), sample.channel());
            must(decoded.unreadable().isEmpty(), "'" + sample.name() + "' is unreadable: " + decoded.unreadable());
            List<String> facts = decoded.facts().stream().map(heard -> shown(heard.fact())).toList();
            must(facts.equals(sample.facts()), "'" + sample.name() + "' tells " + facts + ", not " + sample.facts());
            unmapped |= facts.contains("Unmapped");
        }
        must(unmapped, "no sample shows what becomes of a status that nobody knows");
    }

    private static String shown(PrinterFact fact) {
        return fact.name() + (fact.items().isEmpty()
                ? ""
                : fact.items().stream().map(item -> item.item() + "x" + (item.quantity() == ItemQuantity.ALL ? "all" : item.quantity()))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static void repeats(Subject subject) throws Broken {
        for (Promises.StatusSample sample : subject.promises().statuses()) {
            String message = sample.message().replace("@KEY@", subject.key());
            List<PrinterFact> first = facts(subject.read(message, sample.channel()));
            must(first.equals(facts(subject.read(message, sample.channel()))), "'" + sample.name() + "' tells other facts the second time");
            Set<String> keys = first.stream().map(fact -> fact.told().key()).collect(Collectors.toSet());
            must(keys.size() == first.size(), "'" + sample.name() + "' gives two facts one key");
            must(first.stream().noneMatch(fact -> fact.about().isEmpty()), "'" + sample.name() + "' tells a fact about nothing");
        }
    }

    private static List<PrinterFact> facts(Decoded decoded) {
        return decoded.facts().stream().map(Decoded.Heard::fact).toList();
    }

    private static void hostile(Subject subject) throws Broken {
        for (String channel : List.of(subject.promises().channel(), "poll")) {
            for (String text : HOSTILE) {
                Decoded decoded = subject.read(text.replace("@KEY@", subject.key()), channel);
                String shown = text.length() > 30 ? text.substring(0, 30) + "..." : text;
                must(decoded.facts().isEmpty(), "'" + shown + "' tells " + facts(decoded));
                must(!decoded.unreadable().isEmpty() || !decoded.hints().isEmpty(), "'" + shown + "' is neither told nor unreadable");
            }
        }
    }

    private static String shippedOnce(Subject subject, String time) throws Broken {
        String shipped = subject.promises().shipped();
        must(shipped != null, "there is no sample of a parcel among the promises");
        return String.valueOf(shipped).replace("@KEY@", subject.key()).replace("@TIME@", time).replace("@SHIPPED@", "40000");
    }

    private static PrinterFact parcel(Subject subject, String message) throws Broken {
        String channel = subject.promises().channel().equals("webhook") && subject.promises().offers(Capability.LIST_CHANGES)
                && facts(subject.read(message, null)).isEmpty() ? "poll" : null;
        for (PrinterFact fact : facts(subject.read(message, channel))) {
            if (fact.event() instanceof PrinterEvent.ItemsShipped) {
                return fact;
            }
        }
        throw new Broken("the sample of a parcel tells no parcel");
    }

    private static void parcels(Subject subject) throws Broken {
        String one = shippedOnce(subject, "2026-11-21T10:00:00Z");
        // Another number, index or id: whatever tells parcels apart in this dialect.
        String two = one.replaceAll("\"01(\\d*)\"", "\"02$1\"").replaceAll("'01(\\d*)'", "'02$1'").replace("'P-1'", "'P-2'")
                .replace("shp_1", "shp_2")
                .replace("\"ShipmentIndex\":0", "\"ShipmentIndex\":1").replace("id='9'", "id='10'");
        must(!one.equals(two), "the sample of a parcel has nothing that tells parcels apart");
        PrinterEvent.ItemsShipped first = (PrinterEvent.ItemsShipped) parcel(subject, one).event();
        PrinterEvent.ItemsShipped second = (PrinterEvent.ItemsShipped) parcel(subject, two).event();
        must(!first.shipment().equals(second.shipment()), "two parcels have one name: " + first.shipment());
        must(!parcel(subject, one).told().key().equals(parcel(subject, two).told().key()), "two parcels have one key");
    }

    private static void quantities(Subject subject) throws Broken {
        String message = shippedOnce(subject, "2026-11-21T10:00:00Z");
        PrinterFact fact = parcel(subject, message);
        must(fact.items().stream().allMatch(item -> item.quantity() != ItemQuantity.ALL), "the quantity is not read: " + fact.items());
        for (String wrong : List.of("-1", "1.5", "many", "99999999999")) {
            Decoded decoded = subject.read(message.replaceAll("quantity='\\d+'", "quantity='" + wrong + "'"), null);
            must(decoded.facts().isEmpty() && !decoded.unreadable().isEmpty(), "the quantity '" + wrong + "' is taken for one");
        }
    }

    private static void times(Subject subject) throws Broken {
        must(!subject.promises().times().isEmpty(), "there is no documented time among the promises");
        for (Promises.TimeSample sample : subject.promises().times()) {
            String zone = sample.zone() == null || sample.zone().equals("Z") ? "" : sample.zone().replaceFirst(",.*", "");
            Subject there = zone.isEmpty() ? subject.inZone(ZoneOffset.UTC) : subject.inZone(ZoneId.of(zone));
            PrinterFact fact = parcel(there, shippedOnce(there, sample.said()));
            must(fact.occurredAt().equals(sample.at()), "'" + sample.said() + "' is read as " + fact.occurredAt() + ", not " + sample.at());
            must(Objects.equals(fact.told().zoneRule(), sample.zone()),
                    "'" + sample.said() + "' is read by the rule " + fact.told().zoneRule() + ", not " + sample.zone());
            must(sample.said().equals(fact.told().saidAt()), "'" + sample.said() + "' is not kept as said");
        }
    }
}
