package dev.pressroom.sandbox.bench;

import picocli.CommandLine.Command;

/** {@code ./pressroom bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures; the last line of each benchmark has its figures.", subcommands = {
        BenchPrinters.class})
public final class Bench {
}
