package dev.pressroom.printers;

import dev.pressroom.printers.elanders.Elanders;
import dev.pressroom.printers.photofinale.PhotoFinale;
import dev.pressroom.printers.prodigi.Prodigi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
            new Kind("prodigi", Transport.HTTP, Set.of(), Set.of(), Set.of(), Set.of(), false, false, Prodigi::new),
            new Kind("elanders", Transport.SFTP, Set.of("submit", "status", "command"), Set.of(), Set.of(Elanders.ORDER_TYPE),
                    Elanders.STATUS_EVENTS, false, false, Elanders::new),
            new Kind("photo-finale", Transport.SQS, Set.of("orders", "status"), Set.of(PhotoFinale.DEALER), Set.of(), Set.of(), true, true,
                    PhotoFinale::new));

    private Dialects() {}

    /** The dialect of a profile that was loaded; {@link IllegalArgumentException} when there is none of its name. */
    public static Dialect of(PrinterProfile profile) {
        return kind(profile.dialect()).map(kind -> kind.dialect().apply(profile)).orElseThrow(() -> new IllegalArgumentException(
                "printer " + profile.id() + " has the dialect '" + profile.dialect() + "'; known are " + names()));
    }

    static Optional<Kind> kind(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    static String names() {
        Stream<String> names = KINDS.stream().map(Kind::name);
        return String.join(", ", names.toList());
    }
}
