/** What things cost, measured in one run against each other on this machine. */
@NullMarked
package dev.pressroom.sandbox.bench;

import org.jspecify.annotations.NullMarked;
