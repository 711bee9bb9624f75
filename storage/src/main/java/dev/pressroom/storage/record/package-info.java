/** Where each order's workflow stands: claimed by a run, written once per wake-up. */
@NullMarked
package dev.pressroom.storage.record;

import org.jspecify.annotations.NullMarked;
