package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.printers.ProductCatalogue.Kind;
import dev.pressroom.printers.ProductCatalogue.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductCatalogueTest {

    @TempDir
    Path temp;

    @Test
    void readsWhatTheSandboxSells() {
        ProductCatalogue catalogue = ProductCatalogue.load(Samples.CONFIG.resolve("products.yaml"));
        assertThat(catalogue.products().values()).containsExactly(
                new Product("PHOTOBOOK-A5", "Photo book, A5 landscape", Kind.BOOK, 2, 120),
                new Product("PRINT-10X15", "Photo print, 10 x 15 cm", Kind.PRINT, 1, 1),
                new Product("PHOTOBOOK-A4", "Photo book, A4 landscape, with a cover of its own", Kind.BOOK, 1, 600),
                new Product("PRINT-20X30", "Photo print, 20 x 30 cm", Kind.PRINT, 1, 1),
                new Product("PRINT-30X40", "Photo print, 30 x 40 cm", Kind.PRINT, 1, 1));
        assertThat(catalogue.product("NONE")).isEmpty();
    }

    @Test
    void listsAllProblemsAndKeepsTheGoodProducts() throws IOException {
        Path file = Files.write(temp.resolve("products.yaml"), Samples.fixture("products/broken.yaml"));
        ProductCatalogue catalogue = ProductCatalogue.load(file);
        assertThat(catalogue.products().values()).containsExactly(new Product("GOOD", "Good", Kind.BOOK, 1, 9));
        assertThat(catalogue.problems()).extracting(problem -> problem.line() + ": " + problem.problem()).containsExactly(
                "6: 'products[2].id' is 'bad id'", "8: 'products[2].kind' is 'POSTER'", "9: 'products[2].photos.maximum' is below minimum",
                "10: 'products[2].price' is unknown", "11: 'products[3].id' is 'GOOD', which is given twice",
                "15: 'products' has an entry that is not a mapping", "16: 'products[4].id' is missing",
                "16: 'products[4].photos' is missing");
    }

    @Test
    void tellsThatThereIsNothing() throws IOException {
        assertThat(ProductCatalogue.load(temp.resolve("none.yaml")).problems()).singleElement().asString().contains("cannot be read");
        assertThat(ProductCatalogue.load(Files.writeString(temp.resolve("p.yaml"), "products: []\n")).problems()).singleElement().asString()
                .endsWith("p.yaml:1: there are no products; list them under 'products:' with id, name, kind and photos");
    }
}
