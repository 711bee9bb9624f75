package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @Test
    void aPrinterOfOnesOwnStandsBesideTheFour(@TempDir Path temp) throws IOException {
        Path profile = Files.writeString(temp.resolve("acme.yaml"), "id: acme");
        Layout layout = new Layout(World.ROOT, temp.resolve("state"), 0);
        Path before = layout.config();

        layout.addPrinters(List.of(profile));

        assertThat(layout.config()).isNotEqualTo(before).startsWith(temp);
        assertThat(layout.config().resolve("printers/acme.yaml")).hasContent("id: acme");
        assertThat(layout.config().resolve("printers/prodigi-uk.yaml")).hasSameTextualContentAs(before.resolve("printers/prodigi-uk.yaml"));
        assertThat(layout.config().resolve("carriers/dpd.yaml")).exists();
    }
}
