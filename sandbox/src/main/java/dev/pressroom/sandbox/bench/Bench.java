package dev.pressroom.sandbox.bench;

import picocli.CommandLine.Command;

/** {@code ./pressroom bench NAME}: each benchmark is a subcommand, its last line the promised figures. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures; see docs/benchmarks.md.", subcommands = {
        RenderBench.class, LifecycleBench.class})
public final class Bench {
}
