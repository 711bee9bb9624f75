package dev.pressroom.sandbox.printers;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A printer's habits: each a probability, per job or per status message, of 0 (never) to 1 (always). */
public record Personality(Map<Habit, Double> habits) {

    public Personality {
        habits = Map.copyOf(habits);
    }

    /** No bad habit; now and then a job in two parcels. */
    public static Personality prompt() {
        return new Personality(Map.of(Habit.TWO_PARCELS, 0.15));
    }

    /** Every habit there is, each now and then. */
    public static final String ALL = "all";

    /**
     * Reads habits separated by commas, each with a probability of its own if wanted: {@code "slow,drops-connection=1,rejects=0.1"};
     * {@link #ALL} stands for all of them.
     */
    public static Personality parse(String text) {
        Map<Habit, Double> habits = new EnumMap<>(prompt().habits());
        for (String word : text.split(",")) {
            String[] parts = word.strip().split("=", 2);
            if (parts[0].strip().equals(ALL)) {
                Arrays.stream(Habit.values()).forEach(habit -> habits.put(habit, habit.amongAll()));
            } else if (!parts[0].isBlank() && !parts[0].strip().equals("prompt")) {
                Habit habit = habit(parts[0].strip());
                habits.put(habit, parts.length == 1 ? habit.usual() : probability(habit, parts[1].strip()));
            }
        }
        return new Personality(habits);
    }

    double of(Habit habit) {
        return habits.getOrDefault(habit, 0.0);
    }

    private static Habit habit(String name) {
        return Arrays.stream(Habit.values()).filter(it -> it.written().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A printer's personality has the unknown habit '%s': use prompt, all, %s.".formatted(name,
                                Arrays.stream(Habit.values()).map(Habit::written).collect(Collectors.joining(", ")))));
    }

    private static double probability(Habit habit, String number) {
        try {
            double p = Double.parseDouble(number);
            if (p >= 0 && p <= 1) {
                return p;
            }
        } catch (NumberFormatException e) {
            // The same message serves for what is no number and for what is out of range.
        }
        throw new IllegalArgumentException(
                "Habit %s has the probability '%s': give a number from 0 to 1.".formatted(habit.written(), number));
    }
}
