/** What changes at run time about printers: paused, draining, and how the ways to them are. */
@NullMarked
package dev.pressroom.storage.printers;

import org.jspecify.annotations.NullMarked;
