/**
 * Spring Batch: reconcile the carriers' tracking files every night; a small runnable of its own.
 */
@NullMarked
package dev.pressroom.batch;

import org.jspecify.annotations.NullMarked;
