package dev.pressroom.rendering.templates;

import dev.pressroom.rendering.templates.Autobook.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which of a page's photographs gets which of its slots: every way is tried, as a page has few. */
final class Arrangement {
    /** More are left in their order: there are too many ways. */
    private static final int MOST = 7;
    /** Only a clear gain takes a photograph out of its turn. */
    private static final double OUT_OF_TURN = 0.05;

    /** What a photograph loses in a slot. */
    interface Loss {
        double of(int slot, Named photo);
    }

    private final List<Named> photos;
    private final int slots;
    private final Loss loss;
    private final List<Integer> chosen = new ArrayList<>();
    private List<Integer> best;
    private double least = Double.POSITIVE_INFINITY;

    private Arrangement(List<Named> photos, int slots, Loss loss) {
        this.photos = photos;
        this.slots = slots;
        this.loss = loss;
        this.best = IntStream.range(0, slots).boxed().toList();
    }

    /** The photographs by slot; of photographs that are more than the slots, the first. */
    static List<Named> of(List<Named> photos, int slots, Loss loss) {
        var arrangement = new Arrangement(photos, Math.min(slots, photos.size()), loss);
        if (arrangement.slots <= MOST) {
            arrangement.place(0);
        }
        return arrangement.best.stream().map(photos::get).toList();
    }

    private void place(double before) {
        int slot = chosen.size();
        if (before >= least) {
            return;
        }
        if (slot == slots) {
            least = before;
            best = List.copyOf(chosen);
            return;
        }
        for (int photo = 0; photo < slots; photo++) {
            if (!chosen.contains(photo)) {
                chosen.add(photo);
                place(before + loss.of(slot, photos.get(photo)) + (photo == slot ? 0 : OUT_OF_TURN));
                chosen.removeLast();
            }
        }
    }
}
