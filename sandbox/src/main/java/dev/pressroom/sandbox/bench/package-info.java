/** Benchmarks: what Pressroom costs against the bare libraries doing the same, in one run. */
@NullMarked
package dev.pressroom.sandbox.bench;

import org.jspecify.annotations.NullMarked;
