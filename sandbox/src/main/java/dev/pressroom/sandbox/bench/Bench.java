package dev.pressroom.sandbox.bench;

import picocli.CommandLine.Command;

<<<<<<< HEAD
/** {@code ./pressroom bench}: one subcommand for each benchmark; its last line on standard output is the result. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Benchmarks; docs/benchmarks.md tells how to read them.", subcommands = LifecycleBench.class)
=======
/** {@code ./pressroom bench NAME}: each benchmark is a subcommand, its last line the promised figures. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures; see docs/benchmarks.md.", subcommands = RenderBench.class)
>>>>>>> main
public final class Bench {
}
