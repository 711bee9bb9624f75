package dev.pressroom.orders.process;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Command.Resolve.How;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Generated histories of one order: anything that can happen, at any moment, in a world that keeps what really happened at the printers. */
public final class Histories {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);

    private Histories() {}

    /** What lies between two decisions: nothing, or the form in which states and inputs are kept meanwhile. */
    public interface Wire {
        Wire NONE = new Wire() {
            @Override
            public Snapshot through(Snapshot state) {
                return state;
            }

            @Override
            public Input through(Input input) {
                return input;
            }
        };

        Snapshot through(Snapshot state);

        Input through(Input input);
    }

    /** What one generated history shows of the invariants; empty when all held after every input. */
    public static List<String> violations(long seed, Wire wire) {
        Random random = new Random(seed);
        World world = new World(1 + random.nextInt(OrderProcess.RULES), wire);
        place(world, random);
        int length = 5 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            happen(world, random, i);
        }
        return List.copyOf(world.violations);
    }

    static void place(World world, Random random) {
        Instant changeable = random.nextInt(3) == 0 ? world.now.plusSeconds(random.nextInt(7_200)) : null;
        world.hear(new Fact.OrderPlaced(world.told("placed", world.now), changeable));
    }

    static void happen(World world, Random random, int i) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> {
                if (!world.todo.isEmpty()) {
                    world.carryOut(world.todo.get(random.nextInt(world.todo.size())), random);
                }
            }
            case 5, 6 -> world.tick(Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 200 : 100_000)));
            case 7 -> world.give(new Input.Asked(randomCommand(world, random)));
            default -> hear(world, random, i);
        }
    }

    private static void hear(World world, Random random, int i) {
        JobKey denied = world.denied.stream().filter(key -> world.held.contains(key) && !world.owned.contains(key)).findFirst()
                .orElse(null);
        if (denied != null && random.nextInt(3) == 0) {
            // Now the printer speaks of it, and that is news.
            Instant now = world.now.plusMillis(1);
            world.owned.add(denied);
            world.hear(new Fact.PrinterFact(new Told("test", "d" + i, now, null, null, now), new TreeSet<>(), denied, List.of(),
                    new PrinterEvent.JobInProduction()));
            return;
        }
        // Some speak of what was given up long ago.
        List<JobKey> held = List.copyOf(random.nextInt(6) == 0 ? world.everHeld : world.held);
        if (held.isEmpty()) {
            return;
        }
        Fact fact = randomFact(random, i);
        if (fact instanceof Fact.PrinterFact printed) {
            JobKey job = held.get(random.nextInt(held.size()));
            if (printed.event() instanceof PrinterEvent.JobRejected || printed.event() instanceof PrinterEvent.JobCancelled) {
                // The printer means it: nothing newer speaks of progress.
                printed = new Fact.PrinterFact(new Told("test", "f" + i, world.now, null, null, world.now), printed.about(), job,
                        printed.items(), printed.event());
                world.held.remove(job);
            }
            fact = new Fact.PrinterFact(printed.told(), printed.about(), job, printed.items(), printed.event());
        }
        world.hear(fact);
    }

    private static Command randomCommand(World world, Random random) {
        String id = "c" + random.nextInt(12);
        int job = random.nextInt(4);
        String printer = random.nextBoolean() ? null : World.PRINTERS.get(random.nextInt(World.PRINTERS.size()));
        return switch (random.nextInt(9)) {
            case 0 -> new Command.Cancel(id, random.nextBoolean() ? 0 : job);
            case 1 -> new Command.Hold(id);
            case 2, 3 -> new Command.Release(id);
            case 4 -> new Command.ChangeAddress(id, 2 + random.nextInt(3));
            case 5 -> new Command.Reroute(id, job, printer);
            case 6 -> new Command.Reprint(id, job, Command.Reprint.Why.LOST,
                    random.nextBoolean() ? List.of() : List.of(new ItemQuantity("book", 1 + random.nextInt(3))), printer);
            case 7 -> new Command.Retry(id, job);
            default -> new Command.Resolve(id, job, truth(world, job, random));
        };
    }

    /** A person who looks finds out how it is. */
    private static How truth(World world, int job, Random random) {
        boolean there = world.held.stream().anyMatch(key -> key.job() == job);
        How how = How.values()[random.nextInt(How.values().length)];
        return how == How.NOT_AT_PRINTER && there ? How.AT_PRINTER : how;
    }

    static Fact randomFact(Random random, int i) {
        Instant at = World.START.plusSeconds(random.nextInt(6) * 60L);
        Told told = new Told("test", "f" + i, at, null, null, at.plusSeconds(random.nextInt(3)));
        String parcel = "000" + random.nextInt(3);
        if (random.nextInt(3) == 0) {
            ParcelEvent event = switch (random.nextInt(5)) {
                case 0 -> new ParcelEvent.ParcelMoved("01");
                case 3 -> new ParcelEvent.ParcelSilent("none");
                case 1 -> new ParcelEvent.ParcelReturning("06");
                case 2 -> new ParcelEvent.ParcelLost("99");
                default -> new ParcelEvent.ParcelDelivered("13");
            };
            return new Fact.ParcelFact(told, "dpd", parcel, event);
        }
        PrinterEvent event = switch (random.nextInt(17)) {
            case 0 -> new PrinterEvent.JobReceived();
            case 1, 2 -> new PrinterEvent.JobAccepted();
            case 3 -> new PrinterEvent.JobInProduction();
            case 4 -> new PrinterEvent.JobPrinted();
            case 5 -> new PrinterEvent.JobRejected(Fault.PRINTER, "R" + random.nextInt(3));
            case 6 -> new PrinterEvent.JobHeld("H");
            case 7 -> new PrinterEvent.JobReleased();
            case 8 -> new PrinterEvent.JobFailed(Fault.PRINTER, "F");
            case 9 -> new PrinterEvent.JobCancelled();
            case 10 -> new PrinterEvent.ShipmentVoided(parcel);
            case 11 -> new PrinterEvent.ItemsCancelled();
            case 12 -> new PrinterEvent.CancelRefused("TOO_LATE");
            case 13 -> new PrinterEvent.AddressChanged();
            case 14 -> new PrinterEvent.JobDelayed(at.plusSeconds(86_400L * random.nextInt(100)));
            default -> new PrinterEvent.ItemsShipped(parcel, "dpd", "DPD", parcel);
        };
        List<ItemQuantity> items = switch (random.nextInt(3)) {
            case 0 -> List.of(new ItemQuantity("book", 1 + random.nextInt(2)));
            case 1 -> List.of(new ItemQuantity("book", 1), new ItemQuantity("print", 1));
            default -> List.of();
        };
        return new Fact.PrinterFact(told, new TreeSet<>(), A1, items, event);
    }
}
