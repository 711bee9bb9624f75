/** The order process: a pure decider over snapshots. Same snapshot, input and time give the same decision; no clock, no I/O. */
@NullMarked
package dev.pressroom.orders.process;

import org.jspecify.annotations.NullMarked;
