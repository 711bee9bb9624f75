package dev.pressroom.printers;

import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.elanders.Elanders;
import dev.pressroom.printers.photofinale.PhotoFinale;
import dev.pressroom.printers.prodigi.Prodigi;
import dev.pressroom.printers.siteflow.SiteFlow;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All dialects: the one place where a new one is entered. */
public final class Dialects {

    /** How a dialect's printers are reached. */
    enum Transport {
        HTTP, SFTP, SQS
    }

    /**
     * What a profile must hold to be of this dialect.
     *
     * @param places names of the folders or queues
     * @param settings keys that must be under {@code settings}
     * @param optionalSettings keys that may be
     * @param statusEvents event names that {@code statuses} may map to; empty: the dialect leaves no codes to the profile
     * @param digits whether the printer's order names are digits only
     * @param pulls whether the printer fetches its tickets from us
     */
    record Kind(String name, Transport transport, Set<String> places, Set<String> settings, Set<String> optionalSettings,
            Set<String> statusEvents, boolean digits, boolean pulls, Function<PrinterProfile, Dialect> dialect) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("prodigi", Transport.HTTP, Set.of(), Set.of(), Set.of(Prodigi.SANDBOX_URL, Prodigi.SANDBOX_TOKEN), Set.of(), false,
                    false, Prodigi::new),
            new Kind("elanders", Transport.SFTP, Set.of("submit", "status", "command"), Set.of(), Set.of(Elanders.ORDER_TYPE),
                    Elanders.STATUS_EVENTS, false, false, Elanders::new),
            new Kind("site-flow", Transport.HTTP, Set.of(), Set.of(SiteFlow.DESTINATION),
                    Set.of(SiteFlow.SUBMIT_URL, SiteFlow.PRINT_COMPONENT, SiteFlow.POSTBACK_TOKEN), Set.of(), false, false, SiteFlow::new),
            new Kind("photo-finale", Transport.SQS, Set.of("orders", "status"), Set.of(PhotoFinale.DEALER),
                    Set.of(PhotoFinale.FULFILLER), Set.of(), true, true,
                    PhotoFinale::new));

    private Dialects() {}

    /** The dialect of a profile that was loaded; {@link IllegalArgumentException} when there is none of its name. */
    public static Dialect of(PrinterProfile profile) {
        return kind(profile.dialect()).map(kind -> kind.dialect().apply(profile)).orElseThrow(() -> new IllegalArgumentException(
                "printer " + profile.id() + " has the dialect '" + profile.dialect() + "'; known are " + names()));
    }

    /**
     * A profile of that dialect for looking at messages and tickets without a printer: nothing is mapped, restricted or reachable. Articles are
     * our products' names, services the names of our levels, settings their own names, and local times those of the documentation's author.
     */
    public static Optional<PrinterProfile> neutral(String dialect) {
        return kind(dialect).map(kind -> {
            Map<ServiceLevel, String> services = new EnumMap<>(ServiceLevel.class);
            for (ServiceLevel level : ServiceLevel.values()) {
                services.put(level, level.name().charAt(0) + level.name().substring(1).toLowerCase(Locale.ROOT));
            }
            Map<String, String> places = kind.places().stream().collect(Collectors.toMap(name -> name, name -> "/" + name));
            Duration day = Duration.ofDays(1);
            NameRule names = kind.digits() ? new NameRule(8, NameRule.Alphabet.DIGITS) : new NameRule(60, NameRule.Alphabet.ANY);
            return new PrinterProfile(kind.name(), "any printer of the dialect " + kind.name(), kind.name(),
                    kind.transport() == Transport.SFTP ? ZoneId.of("Europe/Berlin") : ZoneOffset.UTC, Map.of(),
                    services, Map.of(), Map.of(), List.of(), new Clocks(day, day, day), names,
                    new PrinterProfile.Limits(1, Duration.ofSeconds(30)),
                    kind.transport() == Transport.HTTP ? new HttpTransport("https://printer.example", Map.of(), day) : null,
                    kind.transport() == Transport.SFTP
                            ? new SftpTransport("printer.example", 22, "user", null, null, "", places, day)
                            : null,
                    kind.transport() == Transport.SQS ? new SqsTransport(null, "eu-central-1", null, null, places, null) : null,
                    kind.settings().stream().collect(Collectors.toMap(name -> name, name -> name)), "");
        });
    }

    static Optional<Kind> kind(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** The names of all dialects, for people. */
    public static String names() {
        Stream<String> names = KINDS.stream().map(Kind::name);
        return String.join(", ", names.toList());
    }
}
