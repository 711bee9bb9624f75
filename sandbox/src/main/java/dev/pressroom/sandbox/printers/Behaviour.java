package dev.pressroom.sandbox.printers;

import dev.pressroom.sandbox.simulation.Dice;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the printer does with one job or message: its personality, rolled by seed and job key, or what a test asked for next. */
public final class Behaviour {
    private static final int SLOW_FACTOR = 4;

    private final PrinterSettings settings;
    private final Dice dice;
    private final boolean dividesItems;
    private volatile Personality personality;
    private volatile Pace pace;
    private volatile @Nullable Duration rejectsAfter;
    private final AtomicInteger dropsOrdered = new AtomicInteger();
    private final AtomicInteger lateOrdered = new AtomicInteger();
    private final AtomicInteger garbageOrdered = new AtomicInteger();
    private final AtomicInteger slowOrdered = new AtomicInteger();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private final Set<String> slowed = ConcurrentHashMap.newKeySet();

    /** Some protocols can say which copies of an item are in a parcel, the others only which items. */
    Behaviour(PrinterSettings settings, boolean dividesItems) {
        this.settings = settings;
        this.dice = new Dice(settings.seed());
        this.dividesItems = dividesItems;
        this.personality = settings.personality();
        this.pace = settings.pace();
    }

    /** From now on, for all jobs; what was planned already stays. */
    void becomes(Personality other) {
        personality = other;
        rejectsAfter = null;
    }

    /** From now on; how often it tells statuses stays. */
    void works(Pace other) {
        pace = other;
    }

    /** From now on every job is accepted, and rejected so much later. */
    void acceptsThenRejectsAfter(Duration wait) {
        personality = new Personality(Map.of(Habit.ACCEPTS_THEN_REJECTS, 1.0));
        rejectsAfter = wait;
    }

    boolean rejectsLate(String key) {
        return dice.happens(probability(Habit.ACCEPTS_THEN_REJECTS), settings.id(), key, "rejects late");
    }

    void dropNextConnection() {
        dropsOrdered.incrementAndGet();
    }

    void storeNextLate() {
        lateOrdered.incrementAndGet();
    }

    void sendGarbageNext() {
        garbageOrdered.incrementAndGet();
    }

    void takeTimeForNextJob() {
        slowOrdered.incrementAndGet();
    }

    /** Whether the connection breaks after this submission was stored: at most once for each. */
    public boolean dropsConnection(String reference) {
        boolean drops = taken(dropsOrdered) || dice.happens(probability(Habit.DROPS_CONNECTION), settings.id(), reference, "drops");
        return drops && dropped.add(reference);
    }

    /** Whether the connection breaks at once and this submission is stored later: at most once for each. */
    boolean storesLate(String reference) {
        boolean waits = taken(lateOrdered) || dice.happens(probability(Habit.STORES_LATE), settings.id(), reference, "stores late");
        return waits && late.add(reference);
    }

    Set<String> dropped() {
        return Set.copyOf(dropped);
    }

    public boolean rejects(String key) {
        return dice.happens(probability(Habit.REJECTS), settings.id(), key, "rejects");
    }

    boolean liesAboutAcceptance(String key) {
        return dice.happens(probability(Habit.LIES_ABOUT_ACCEPTANCE), settings.id(), key, "lies");
    }

    public boolean forgets(Letter.News news) {
        return dice.happens(probability(Habit.FORGETS_WEBHOOKS), settings.id(), news.about(), "forgets");
    }

    /** A choice between two ways of saying the same, as far as the protocol leaves one. */
    public boolean choosesOtherForm(Letter.News news) {
        return dice.happens(0.5, settings.id(), news.about(), "form");
    }

    boolean repeats(Letter.News news) {
        return dice.happens(probability(Habit.SENDS_TWICE), settings.id(), news.about(), "repeats");
    }

    boolean addsGarbage(Letter.News news) {
        return taken(garbageOrdered) || dice.happens(probability(Habit.SENDS_GARBAGE), settings.id(), news.about(), "garbage");
    }

    /** How long a message lies on the desk before it is sent for the first or the second time: long enough for the next to overtake it. */
    Duration delay(Letter.News news) {
        if (probability(Habit.SENDS_TWICE) == 0 || !(repeats(news) || news.repeated())) {
            return Duration.ZERO;
        }
        String time = news.repeated() ? "second" : "first";
        return portion(pace.printing().multipliedBy(2), dice.about(settings.id(), news.about(), time).nextDouble());
    }

    /** How long this step takes for this job. */
    Duration takes(ReceivedJob job) {
        Pace own = pace;
        Pace pace = slow(job) ? own.slowed(SLOW_FACTOR) : own;
        Duration late = rejectsAfter;
        if (late != null && job.stage() == Stage.ACCEPTED) {
            return late;
        }
        Duration usual = switch (job.stage()) {
            case RECEIVED -> pace.acceptance();
            case ACCEPTED -> pace.queue();
            case IN_PRODUCTION -> pace.printing();
            case PRINTED -> pace.shipping();
            case SHIPPED, ARTWORK_FAILED, REJECTED, CANCELLED -> Duration.ZERO;
        };
        RandomGenerator random = dice.about(settings.id(), job.key(), job.stage().name());
        return portion(usual, 0.67 + random.nextDouble() * 0.67);
    }

    private boolean slow(ReceivedJob job) {
        if (job.stage() == Stage.RECEIVED && taken(slowOrdered)) {
            slowed.add(job.jobId());
        }
        boolean friday = job.receivedAt().atZone(ZoneOffset.UTC).getDayOfWeek() == DayOfWeek.FRIDAY
                && dice.happens(probability(Habit.SLOW_FRIDAY), settings.id(), job.key(), "friday");
        return friday || slowed.contains(job.jobId()) || dice.happens(probability(Habit.SLOW), settings.id(), job.key(), "slow");
    }

    /** How the job's items are packed: one parcel, now and then two. */
    List<List<OrderedItem>> packs(ReceivedJob job) {
        List<OrderedItem> items = job.items();
        if (!dice.happens(probability(Habit.TWO_PARCELS), settings.id(), job.key(), "parcels")) {
            return List.of(items);
        }
        if (items.size() > 1) {
            return List.of(items.subList(0, 1), items.subList(1, items.size()));
        }
        OrderedItem only = items.getFirst();
        if (!dividesItems || only.quantity() < 2) {
            return List.of(items);
        }
        return List.of(List.of(new OrderedItem(only.reference(), only.sku(), 1)),
                List.of(new OrderedItem(only.reference(), only.sku(), only.quantity() - 1)));
    }

    private double probability(Habit habit) {
        return personality.of(habit);
    }

    private static boolean taken(AtomicInteger ordered) {
        return ordered.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private static Duration portion(Duration whole, double share) {
        return Duration.ofNanos((long) (whole.toNanos() * share));
    }
}
