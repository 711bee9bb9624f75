package dev.pressroom.sandbox.printers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A printer that speaks a real protocol, prints nothing, and keeps its own list of what it received.
 *
 * <p>The list is in the printer's folder and readable from the constructor on, started or not: comparing it with the orders on
 * our side tells what was lost and what was doubled. After a restart, also of the whole process, the printer goes on with its jobs.
 */
public interface SimulatedPrinter extends AutoCloseable {

    void start();

    /** Closes the door: nothing is received, made or told until the next {@link #start}. */
    void stop();

    /** Stops and gives the list's file free. */
    @Override
    default void close() {
        stop();
        shop().close();
    }

    /** What is behind the door. */
    PrintShop shop();

    default String id() {
        return shop().settings().id();
    }

    /** Every job that this printer makes, in the order of receipt. */
    default List<ReceivedJob> received() {
        return shop().book().received();
    }

    /** Submissions that made no job: repeats and what could not be read. */
    default List<Change.TurnedAway> turnedAway() {
        return shop().book().turnedAway();
    }

    /** Once: the next submission is stored and its connection broken without an answer. */
    default void nextSubmitDropsConnectionAfterStoring() {
        shop().behaviour().dropNextConnection();
    }

    /** Once: the connection of the next submission is broken without an answer, and the job stored seconds later (HTTP printers). */
    default void nextSubmitIsStoredAfterHangingUp() {
        shop().behaviour().storeNextLate();
    }

    /** References of the submissions whose connection was broken since this process began. */
    default Set<String> droppedConnections() {
        return shop().behaviour().dropped();
    }

    /** Once: the next status message comes with another one that cannot be decoded. */
    default void nextStatusComesWithGarbage() {
        shop().behaviour().sendGarbageNext();
    }

    /** Once: the next job takes four times as long. */
    default void nextJobTakesItsTime() {
        shop().behaviour().takeTimeForNextJob();
    }

    /** From now on it has these habits. */
    default void behaves(Personality personality) {
        shop().behaviour().becomes(personality);
    }

    /** From now on it works at this pace; how often it tells statuses stays. */
    default void works(Pace pace) {
        shop().behaviour().works(pace);
    }

    /** From now on no callback is sent (HTTP printers). */
    default void forgetsWebhooks() {
        behaves(new Personality(Map.of(Habit.FORGETS_WEBHOOKS, 1.0)));
    }

    /** From now on each status message is sent late and once more, so that messages arrive repeated and out of order. */
    default void sendsTwiceOutOfOrder() {
        behaves(new Personality(Map.of(Habit.SENDS_TWICE, 1.0)));
    }

    /** From now on every job is accepted, and rejected so much later instead of made. */
    default void acceptsThenRejectsAfter(Duration wait) {
        shop().behaviour().acceptsThenRejectsAfter(wait);
    }

    /** From now on what is received on a Friday (UTC) takes four times as long. */
    default void slowFriday() {
        behaves(new Personality(Map.of(Habit.SLOW_FRIDAY, 1.0)));
    }
}
