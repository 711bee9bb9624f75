package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TicketNamesTest {

    private final PrinterProfile files = Samples.profile("elanders-de");
    private final PrinterProfile digits = Samples.profile("photofinale-us");

    @Test
    void numbersItemsAndFilesWithinTheJob() {
        TicketNames names = TicketNames.of(files, Samples.KEY, 0, artwork());
        assertThat(names).isEqualTo(new TicketNames("A-1234-1-a1", "A-1234-1-a1",
                List.of(new TicketNames.ItemNames("book", "1", List.of("A-1234-1-a1-1-1.pdf")),
                        new TicketNames.ItemNames("prints", "2",
                                List.of("A-1234-1-a1-2-1.pdf", "A-1234-1-a1-2-2.jpeg", "A-1234-1-a1-2-3.pdf")))));
    }

    @Test
    void takesANumberWhereThePrinterWantsDigits() {
        TicketNames names = TicketNames.of(digits, Samples.KEY, 0, artwork());
        assertThat(names.key()).isEqualTo("A-1234-1-a1");
        assertThat(names.number()).matches("[1-9]\\d{7}");
        assertThat(names.items()).extracting(TicketNames.ItemNames::name).containsExactly("1", "2");
    }

    @Test
    void givesTheSameNamesAgainAndOthersWithTheNextSalt() {
        for (PrinterProfile profile : List.of(files, digits)) {
            TicketNames first = TicketNames.of(profile, Samples.KEY, 0, artwork());
            assertThat(TicketNames.of(profile, Samples.KEY, 0, artwork())).isEqualTo(first);
            assertThat(TicketNames.of(profile, Samples.KEY, 1, artwork()).number()).isNotEqualTo(first.number());
            assertThat(all(TicketNames.of(profile, Samples.KEY, 1, artwork()))).doesNotContainAnyElementsOf(all(first));
        }
    }

    @Test
    void keepsEveryNameWithinThePrintersRule() {
        JobKey longest = new JobKey("Order.with_a-Very-long-id".repeat(3).substring(0, 64), 12, 3);
        TicketNames names = TicketNames.of(files, longest, 0, artwork());
        assertThat(names.key()).hasSizeLessThanOrEqualTo(40);
        assertThat(all(names)).doesNotHaveDuplicates().allSatisfy(file -> assertThat(file.substring(0, file.lastIndexOf('.')))
                .hasSizeLessThanOrEqualTo(40).matches("[A-Za-z0-9._-]+"));
    }

    @Test
    void keepsUpperCaseNamesApartThatDifferInCaseOnly() {
        NameRule upper = new NameRule(30, NameRule.Alphabet.UPPER);
        assertThat(upper.name(new JobKey("abc", 1, 1), 0)).matches("[A-Z0-9-]{1,30}").isNotEqualTo(upper.name(new JobKey("ABC", 1, 1), 0));
        assertThat(upper.name(Samples.KEY, "-1-1", 0)).matches("[A-Z0-9-]{1,30}").isNotEqualTo(upper.name(Samples.KEY, "-1-2", 0));
    }

    private static List<String> all(TicketNames names) {
        return names.items().stream().flatMap(item -> item.files().stream()).toList();
    }

    private static SequencedMap<String, List<Artwork>> artwork() {
        SequencedMap<String, List<Artwork>> artwork = new LinkedHashMap<>();
        artwork.put("book", List.of(Samples.block()));
        artwork.put("prints", Stream.of("a.pdf", "b.JPEG", "../../no extension").map(TicketNamesTest::print).toList());
        return artwork;
    }

    private static Artwork print(String name) {
        return new Artwork(name, Artwork.Role.PRINT, 1, 1, "c".repeat(64), "d".repeat(32));
    }
}
