package dev.pressroom.app.api;

import dev.pressroom.rendering.profiles.PrintProfile;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Port: the catalogue of what can be ordered. */
public interface Products {

    Optional<Product> find(String sku);

    /** All there are, for the hint when one is unknown. */
    SortedSet<String> skus();

    /**
     * How many photos one piece of it takes, where no design says.
     *
     * @param prints how its printers want their files, a profile for each
     */
    record Product(int minPhotos, int maxPhotos, List<PrintProfile> prints) {}
}
