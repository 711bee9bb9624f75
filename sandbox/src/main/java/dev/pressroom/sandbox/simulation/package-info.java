/**
 * What every simulated partner is made of: a journal that survives a restart, dice that fall the same for the same seed, and ports of our routes without the record.
 */
@NullMarked
package dev.pressroom.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
