package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pressroom.orders.Ref;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DialectsTest {

    @Test
    void speaksTheVerbsThatThePrintersHaveAndNoOther() {
        assertThat(
                Map.of("prodigi-uk", verbs("prodigi-uk"), "elanders-de", verbs("elanders-de"), "photofinale-us", verbs("photofinale-us"),
                        "siteflow-uk", verbs("siteflow-uk")))
                .isEqualTo(Map.of("prodigi-uk", Set.of("Submits", "LooksUp", "Cancels", "Readdresses", "Lists", "Reads"), "elanders-de",
                        Set.of("Submits", "Cancels", "Reads"), "photofinale-us", Set.of("Submits", "Reads"), "siteflow-uk",
                        Set.of("Submits", "LooksUp", "Cancels", "Readdresses", "Lists", "Reads")));
    }

    @Test
    void hasNothingToFetchWhereThereAreNoHints() {
        for (String printer : new String[]{"elanders-de", "photofinale-us"}) {
            Dialect.Reads reads = (Dialect.Reads) Dialects.of(Samples.profile(printer));
            assertThat(reads.reread(new Ref(Ref.Kind.ORDER, "1"), Samples.NOW)).isNull();
        }
    }

    @Test
    void refusesADialectThatDoesNotExist() {
        PrinterProfile p = Samples.profile("prodigi-uk");
        PrinterProfile other = new PrinterProfile(p.id(), p.name(), "xjdf", p.zone(), p.products(), p.services(), p.carriers(),
                p.statuses(),
                p.countries(), p.clocks(), p.names(), p.limits(), p.http(), p.sftp(), p.sqs(), p.settings(), p.hash());
        assertThatIllegalArgumentException().isThrownBy(() -> Dialects.of(other))
                .withMessage("printer prodigi-uk has the dialect 'xjdf'; known are prodigi, elanders, site-flow, photo-finale");
    }

    private static Set<String> verbs(String printer) {
        return Arrays.stream(Dialects.of(Samples.profile(printer)).getClass().getInterfaces()).map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
