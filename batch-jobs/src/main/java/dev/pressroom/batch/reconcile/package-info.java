/**
 * The nightly job: carriers' tracking files into the record.
 */
@NullMarked
package dev.pressroom.batch.reconcile;

import org.jspecify.annotations.NullMarked;
