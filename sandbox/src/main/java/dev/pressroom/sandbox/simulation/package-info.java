/**
 * What every simulated partner is made of: a journal that survives a restart, and dice that fall the same for the same seed.
 */
@NullMarked
package dev.pressroom.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
