package dev.pressroom.app.api;

import java.util.Optional;
import java.util.SortedSet;

/** Port: the catalogue of what can be ordered. */
public interface Products {

    Optional<Product> find(String sku);

    /** All there are, for the hint when one is unknown. */
    SortedSet<String> skus();

    /** How many photos one piece of it takes. */
    record Product(int minPhotos, int maxPhotos) {}
}
