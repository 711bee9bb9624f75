package dev.pressroom.sandbox.printers;

import java.util.List;

/** How a printer tells the other side what changed. */
@FunctionalInterface
public interface Post {

    /**
     * Sends the letters and answers those that are done with: sent, given up, or of no interest to the other side. The rest is
     * handed in again in the next round.
     */
    List<Letter> send(List<Letter> letters);
}
