package dev.pressroom.printers;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What we sell: one YAML file, {@code products.yaml}. Which printers make a product, and how, is in their profiles.
 *
 * @param products by id, in the order of the file
 * @param problems by line; a product with one is not in {@code products}
 */
public record ProductCatalogue(SequencedMap<String, Product> products, List<Problem> problems) {

    /** What a product is made of. */
    public enum Kind {
        BOOK, PRINT
    }

    /**
     * @param id our SKU, {@code [A-Za-z0-9._-]{1,64}}
     * @param photosMinimum how many photographs an item has at least
     */
    public record Product(String id, String name, Kind kind, int photosMinimum, int photosMaximum) {}

    public ProductCatalogue {
        products = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(products));
        problems = List.copyOf(problems);
    }

    public Optional<Product> product(String id) {
        return Optional.ofNullable(products.get(id));
    }

    /** Reads the file; never throws for what is in it. */
    public static ProductCatalogue load(Path file) {
        Problems problems = new Problems(file);
        byte[] bytes = problems.bytes();
        SequencedMap<String, Product> products = new LinkedHashMap<>();
        if (problems.none()) {
            Section top = new Section("", Yaml.read(bytes, problems), problems);
            for (Section section : top.sections("products")) {
                int before = problems.count();
                Product product = product(section, products);
                if (problems.count() == before) {
                    products.put(product.id(), product);
                }
            }
            top.close();
            if (problems.none() && products.isEmpty()) {
                problems.add(1, "there are no products", "list them under 'products:' with id, name, kind and photos");
            }
        }
        return new ProductCatalogue(products, problems.inOrder());
    }

    private static Product product(Section section, Map<String, Product> before) {
        String hint = "give 1 to 64 of letters, digits, dot, dash and underscore";
        String id = section.text("id", hint);
        if (!id.isEmpty() && !id.matches("[A-Za-z0-9._-]{1,64}")) {
            section.problem("id", "is '" + id + "'", hint);
        }
        if (before.containsKey(id)) {
            section.problem("id", "is '" + id + "', which is given twice", "delete one");
        }
        Section photos = section.required("photos", "give minimum and maximum");
        Product product = new Product(id, section.text("name", "say what people call it"), section.oneOf("kind", Kind.class),
                photos.integer("minimum", 1, 10_000), photos.integer("maximum", 1, 10_000));
        if (product.photosMaximum() < product.photosMinimum()) {
            photos.problem("maximum", "is below minimum", "give at least " + product.photosMinimum());
        }
        photos.close();
        section.close();
        return product;
    }
}
