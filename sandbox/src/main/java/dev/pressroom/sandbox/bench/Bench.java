package dev.pressroom.sandbox.bench;

import picocli.CommandLine.Command;

/** {@code ./pressroom bench}: one subcommand for each benchmark; its last line on standard output is the result. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Benchmarks; docs/benchmarks.md tells how to read them.", subcommands = {
        LifecycleBench.class,
        RenderBench.class})
public final class Bench {
}
