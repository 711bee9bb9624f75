/** Benchmarks: what a machine does, as ratios that another machine can repeat. */
@NullMarked
package dev.pressroom.sandbox.bench;

import org.jspecify.annotations.NullMarked;
