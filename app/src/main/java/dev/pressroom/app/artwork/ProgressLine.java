package dev.pressroom.app.artwork;

import java.util.Optional;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Says on standard error how far a command is: one line that is overwritten on a terminal, now and then a line elsewhere. */
final class ProgressLine implements AutoCloseable {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final boolean terminal = Optional.ofNullable(System.console()).filter(console -> console.isTerminal()).isPresent();
    private long last;
    private int shown;

    /** What parsers log about a broken file, stack traces and all, is told as findings. */
    static void silenceParsers() {
        LoggingSystem logging = LoggingSystem.get(ProgressLine.class.getClassLoader());
        logging.setLogLevel("org.apache.pdfbox", LogLevel.OFF);
        logging.setLogLevel("org.apache.fontbox", LogLevel.OFF);
    }

    void say(String what) {
        long now = System.nanoTime();
        if (terminal) {
            System.err.print("\r" + what + " ".repeat(Math.max(0, shown - what.length())));
            shown = what.length();
        } else if (now - last > EVERY_NANOS) {
            last = now;
            System.err.println(what);
        }
    }

    /** A line of the result, on standard output. */
    void line(String text) {
        close();
        System.out.println(text);
    }

    @Override
    public void close() {
        if (shown > 0) {
            System.err.print("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }
}
