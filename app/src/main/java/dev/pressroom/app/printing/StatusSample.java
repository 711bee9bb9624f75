package dev.pressroom.app.printing;

import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProfileCheck;
import dev.pressroom.printers.contract.Contracts;
import dev.pressroom.printers.contract.Promises;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Statuses read as a printer with this profile would be understood: the documented message of a parcel, and samples of the printer's own. */
record StatusSample(ProfileCheck check, PrinterProfile profile, Clock clock, List<String> told, List<Problem> problems) {

    StatusSample(ProfileCheck check, PrinterProfile profile, Clock clock) {
        this(check, profile, clock, new ArrayList<>(), new ArrayList<>());
    }

    /** The message with which each dialect says that a parcel left. */
    void documented() {
        Promises promises = Contracts.of(profile.dialect()).orElse(null);
        if (promises == null || promises.shipped() == null || !(Dialects.of(profile) instanceof Dialect.Reads dialect)) {
            return;
        }
        Optional<String> message = promises.parcel(profile, SampleTicket.KEY.toString());
        if (message.isEmpty()) {
            problems.add(check.problem("statuses", "none of the printer's numbers means ItemsShipped, so no parcel would ever be heard of",
                    "map the number that it says of a parcel that left"));
            return;
        }
        Optional<PrinterFact> parcel = Stream.of(promises.channel(), "poll")
                .map(channel -> dialect.read(inbound("sample", channel, message.get().getBytes(StandardCharsets.UTF_8))))
                .flatMap(decoded -> decoded.facts().stream()).map(Decoded.Heard::fact)
                .filter(fact -> fact.event() instanceof PrinterEvent.ItemsShipped).findFirst();
        parcel.ifPresentOrElse(fact -> told.add("a status of a parcel, as documented, reads as " + shown(fact)),
                () -> problems.add(check.problem("dialect", "the documented status of a parcel is not read as one",
                        "compare it with './pressroom dialect read " + profile.id() + " --kind status'")));
    }

    /** A message that the printer sent or will send. */
    void ofTheirs(Path file) throws IOException {
        if (!(Dialects.of(profile) instanceof Dialect.Reads dialect)) {
            problems.add(new Problem(file.toString(), 1, profile.id() + " is not expected to say anything", "leave the sample out"));
            return;
        }
        byte[] body = Files.readAllBytes(file);
        String name = String.valueOf(file.getFileName());
        Decoded decoded = dialect.read(inbound(name, DialectRead.channel(profile), body));
        if (decoded.facts().isEmpty()) {
            Decoded asked = dialect.read(inbound(name, "poll", body));
            decoded = asked.unreadable().isEmpty() ? asked : decoded;
        }
        decoded.unreadable().forEach(it -> problems.add(new Problem(file.toString(), 1, it.place() + " " + it.reason(),
                "it would be put into quarantine: ask the printer what it means")));
        for (Decoded.Heard heard : decoded.facts()) {
            told.add(file + ": " + shown(heard.fact()));
            if (heard.fact().event() instanceof PrinterEvent.Unmapped(String code)) {
                problems.add(new Problem(file.toString(), 1, "nobody knows the status '" + code + "' (" + heard.rawText().strip() + ")",
                        "map it under statuses where the dialect leaves that to the profile, else tell us; until then it is shown and changes nothing"));
            }
        }
    }

    private Inbound inbound(String name, String channel, byte[] body) {
        return new Inbound(name, channel, Map.of("file-name", name), body, clock.instant());
    }

    private static String shown(PrinterFact fact) {
        String parcel = fact.event() instanceof PrinterEvent.ItemsShipped shipped
                ? " " + Objects.requireNonNullElse(shipped.trackingNumber(), "without number") + " by "
                        + Objects.requireNonNullElse(shipped.carrier(), "an unmapped carrier '" + shipped.carrierSaid() + "'")
                : "";
        return fact.name() + parcel + ", at " + fact.occurredAt()
                + (fact.told().zoneRule() == null ? "" : " ('" + fact.told().saidAt() + "', " + fact.told().zoneRule() + ")");
    }
}
