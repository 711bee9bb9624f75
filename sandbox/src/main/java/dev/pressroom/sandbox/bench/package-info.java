<<<<<<< HEAD
/** What things cost, measured in one run against each other on this machine. */
=======
/** Benchmarks: what a machine does, as ratios that another machine can repeat. */
>>>>>>> main
@NullMarked
package dev.pressroom.sandbox.bench;

import org.jspecify.annotations.NullMarked;
