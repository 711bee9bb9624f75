package dev.pressroom.sandbox.bench;

import picocli.CommandLine.Command;

/** {@code ./pressroom bench NAME}. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures, under conditions that it asserts.", subcommands = ReconcileBench.class)
public final class Bench {
}
