package dev.pressroom.sandbox;

import dev.pressroom.sandbox.Shop.Flaw;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import dev.pressroom.sandbox.simulation.Dice;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What goes wrong on purpose besides the printers' habits: some orders cannot be printed, the service is killed, each printer breaks down for a
 * while. By the seed, and by how many attempts our ledger holds: same seed, same week.
 */
final class BadWeek {

    private static final int KILLS = 3;
    private static final int ORDERS_TO_A_FLAW = 20;
    private static final Duration BREAKDOWN = Duration.ofSeconds(6);

    private final Sandbox sandbox;
    private final Consumer<String> progress;
    private final JdbcClient jdbc;
    private final Queue<Mishap> ahead = new PriorityQueue<>(Comparator.comparingLong(Mishap::attempts));

    private record Mishap(long attempts, String what, Runnable happens) {}

    /** @param orders how many are placed */
    BadWeek(Sandbox sandbox, long seed, int orders, Consumer<String> progress) {
        this.sandbox = sandbox;
        this.progress = progress;
        this.jdbc = JdbcClient.create(sandbox.record().dataSource());
        Dice dice = new Dice(seed);
        long before = attempts();
        for (int kill = 1; kill <= KILLS; kill++) {
            long at = dice.about("kill", String.valueOf(kill)).nextInt(Math.max(1, orders * 3 / 4));
            ahead.add(new Mishap(before + at + 1, "kill -9 of the service", this::kill));
        }
        for (SimulatedPrinter printer : sandbox.partners().printers()) {
            long at = dice.about("breakdown", printer.id()).nextInt(Math.max(1, orders * 3 / 4));
            ahead.add(new Mishap(before + at + 1, printer.id() + " breaks down for " + BREAKDOWN.toSeconds() + " s",
                    () -> breakDown(printer)));
        }
    }

    /** What is wrong with the n-th order; of sixty orders three cannot be printed. */
    static Flaw flaw(int n) {
        List<Flaw> flaws = List.of(Flaw.PHOTO_GONE, Flaw.PHOTO_IS_NO_PICTURE, Flaw.PHOTO_CHANGED);
        return n % ORDERS_TO_A_FLAW == ORDERS_TO_A_FLAW - 1 ? flaws.get(n / ORDERS_TO_A_FLAW % flaws.size()) : Flaw.NONE;
    }

    /** Has happen what is due. */
    void look() {
        long attempts = attempts();
        for (Mishap next = ahead.peek(); next != null && next.attempts() <= attempts; next = ahead.peek()) {
            ahead.remove();
            progress.accept(next.what());
            next.happens().run();
        }
    }

    private long attempts() {
        return jdbc.sql("SELECT count(*) FROM pressroom.attempts").query(Long.class).single();
    }

    private void kill() {
        try {
            sandbox.service().kill();
            sandbox.service().start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("interrupted");
        }
    }

    private static void breakDown(SimulatedPrinter printer) {
        printer.stop();
        Children.pause(BREAKDOWN);
        printer.start();
    }
}
