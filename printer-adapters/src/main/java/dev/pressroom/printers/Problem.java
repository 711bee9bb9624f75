package dev.pressroom.printers;

/**
 * What is wrong with a configuration file, where, and what to do.
 *
 * @param file path of the file
 * @param line from 1
 */
public record Problem(String file, int line, String problem, String hint) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + problem + "; " + hint;
    }
}
