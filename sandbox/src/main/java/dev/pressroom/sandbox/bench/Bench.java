package dev.pressroom.sandbox.bench;

import dev.pressroom.sandbox.bench.printers.BenchPrinters;
import picocli.CommandLine.Command;

/** {@code ./pressroom bench NAME}: one subcommand for each benchmark; its last line on standard output is the result. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Benchmarks; docs/benchmarks.md tells how to read them.", subcommands = {
        LifecycleBench.class, DeadlineBench.class, RenderBench.class, ReconcileBench.class, RelayBench.class, BenchPrinters.class})
public final class Bench {
}
