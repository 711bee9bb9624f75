package dev.pressroom.storage.tracking;

import static dev.pressroom.storage.tracking.Scanned.scan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Parcels that get new labels, as rows tell it in any order. */
class RelabelledParcelsTest {

    private static final Scanned RECORD = new Scanned();
    private static final String SPRING = "[2025-01-01,2025-04-01)";
    private static final String AUTUMN = "[2025-08-01,2025-11-01)";

    @BeforeTry
    void emptyRecord() {
        RECORD.empty();
    }

    @Example
    void followsAChainThatIsToldBackwards() {
        RECORD.parcel("A", "O-1", SPRING);
        RECORD.add(scan("C", "2025-01-12T10:00", "DELIVERED", "B"));
        assertThat(RECORD.sweep()).isZero();
        RECORD.add(scan("B", "2025-01-11T10:00", "IN_TRANSIT", "A"));
        assertThat(RECORD.sweep()).isOne();
        assertThat(RECORD.parcels()).containsExactly("O-1 A DELIVERED 01-12");
        assertThat(RECORD.facts()).containsExactly("O-1 A ParcelDelivered 01-12 C");
    }

    @Example
    void givesANumberThatIsUsedAgainToItsNewParcel() {
        RECORD.parcel("A", "O-1", SPRING);
        RECORD.add(scan("B", "2025-01-11T10:00", "IN_TRANSIT", "A"));
        RECORD.parcel("B", "O-2", AUTUMN);
        RECORD.add(scan("B", "2025-08-11T10:00", "DELIVERED", null));
        RECORD.sweep();
        assertThat(RECORD.parcels()).containsExactly("O-1 A IN_TRANSIT 01-11", "O-2 B DELIVERED 08-11");
    }

    @Example
    void tellsTheOrderOfAParcelThatBecameKnownAfterItsScansCountedForAnother() {
        RECORD.parcel("A", "O-1", SPRING);
        RECORD.add(scan("B", "2025-01-11T10:00", "DELIVERED", "A"));
        RECORD.sweep();
        RECORD.parcel("B", "O-2", SPRING);
        assertThat(RECORD.late.tell("c", "B", Scanned.NOW)).isOne();
        assertThat(RECORD.sweep()).isZero();
        assertThat(RECORD.parcels()).containsExactly("O-1 A ANNOUNCED", "O-2 B DELIVERED 01-11");
        assertThat(RECORD.facts()).containsExactly("O-1 A ParcelDelivered 01-11 B", "O-2 B ParcelDelivered 01-11 B");
    }

    @Example
    void believesWhatWasSaidLastOfOneNumberAndNeverGoesInCircles() {
        RECORD.parcel("A", "O-1", SPRING);
        RECORD.parcel("D", "O-2", SPRING);
        RECORD.add(scan("C", "2025-01-12T10:00", "IN_TRANSIT", "D"), scan("A", "2025-01-10T09:00", "IN_TRANSIT", "C"));
        RECORD.add(scan("C", "2025-01-11T10:00", "DELIVERED", "A"));
        RECORD.sweep();
        assertThat(RECORD.parcels()).containsExactly("O-1 A IN_TRANSIT 01-10", "O-2 D DELIVERED 01-11");
    }

    record Story(List<Scan> scans, List<String[]> parcels, long seed) {}

    @Provide
    Arbitrary<Story> stories() {
        Arbitrary<String> numbers = Arbitraries.of("A", "B", "C", "D", "E");
        Arbitrary<@Nullable String> replaced = numbers.injectNull(0.6);
        Arbitrary<Scan> scans = Combinators
                .combine(numbers, Arbitraries.of("01", "02", "08", "09"), Arbitraries.integers().between(10, 28),
                        Arbitraries.of("IN_TRANSIT", "DELAYED", "DELIVERED", "RETURNING", "UNMAPPED"), replaced)
                .as((number, month, day, status, replaces) -> scan(number, "2025-" + month + "-" + day + "T10:00", status,
                        number.equals(replaces) ? null : replaces));
        Arbitrary<List<Integer>> known = Arbitraries.integers().between(0, 9).set().ofMinSize(1).ofMaxSize(6)
                .map(chosen -> chosen.stream().sorted().toList());
        return Combinators.combine(scans.list().ofMinSize(4).ofMaxSize(14), known, Arbitraries.longs())
                .as((all, chosen, seed) -> new Story(all, chosen.stream()
                        .map(one -> new String[]{"" + "ABCDE".charAt(one / 2), "O-" + one, one % 2 == 0 ? SPRING : AUTUMN}).toList(),
                        seed));
    }

    /** However the rows are cut into chunks and runs, and whenever a parcel becomes known: the parcels end alike, and no order misses a fact. */
    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void endsAlikeWhateverTheOrderOfRowsRunsAndParcels(@ForAll("stories") Story story) {
        story.parcels().forEach(RelabelledParcelsTest::know);
        RECORD.add(story.scans());
        RECORD.sweep();
        List<String> parcels = RECORD.parcels();
        List<String> facts = RECORD.facts();

        RECORD.empty();
        Random random = new Random(story.seed());
        story.parcels().forEach(RelabelledParcelsTest::know);
        List<Scan> shuffled = new ArrayList<>(story.scans());
        Collections.shuffle(shuffled, random);
        shuffled.forEach(RECORD::add);
        RECORD.sweep();
        assertThat(RECORD.parcels()).isEqualTo(parcels);
        assertThat(RECORD.facts()).isEqualTo(facts);

        RECORD.empty();
        List<Runnable> steps = new ArrayList<>(IntStream.range(0, 3).<Runnable>mapToObj(run -> RECORD::sweep).toList());
        story.parcels().forEach(parcel -> steps.add(() -> know(parcel)));
        shuffled.forEach(one -> steps.add(() -> RECORD.add(one)));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);
        RECORD.sweep();
        assertThat(RECORD.parcels()).isEqualTo(parcels);
        assertThat(RECORD.facts()).containsAll(facts);
        assertThat(RECORD.rebuild()).as("is sound").extracting(Refold.Folded::changed, Refold.Folded::facts).containsExactly(0L, 0L);
    }

    /** As Record does: in one transaction, what is known already is told. */
    private static void know(String[] parcel) {
        RECORD.transactions.executeWithoutResult(status -> {
            RECORD.parcel(parcel[0], parcel[1], parcel[2]);
            RECORD.late.tell("c", parcel[0], Scanned.NOW);
        });
    }
}
