/** Strict writing and tolerant reading of JSON and XML, shared by the dialects. */
@NullMarked
package dev.pressroom.printers.wire;

import org.jspecify.annotations.NullMarked;
