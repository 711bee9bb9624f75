/** Benchmarks: each one command, with its conditions asserted and its worst run shown. */
@NullMarked
package dev.pressroom.sandbox.bench;

import org.jspecify.annotations.NullMarked;
