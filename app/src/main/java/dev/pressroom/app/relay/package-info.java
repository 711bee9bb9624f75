/** From the inbox to the workflows, and the sweeps that heal what was lost. */
@NullMarked
package dev.pressroom.app.relay;

import org.jspecify.annotations.NullMarked;
