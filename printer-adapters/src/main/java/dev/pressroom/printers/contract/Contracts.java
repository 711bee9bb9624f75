package dev.pressroom.printers.contract;

import java.util.List;
import java.util.Optional;

/** The promises of all dialects. */
public final class Contracts {

    private static final List<Promises> ALL = List.of(ProdigiPromises.PROMISES, ElandersPromises.PROMISES, SiteFlowPromises.PROMISES,
            PhotoFinalePromises.PROMISES);

    private Contracts() {}

    public static List<Promises> all() {
        return ALL;
    }

    public static Optional<Promises> of(String dialect) {
        return ALL.stream().filter(promises -> promises.dialect().equals(dialect)).findFirst();
    }
}
