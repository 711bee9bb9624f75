/** The model: order, item, artwork, print job, shipment, and what names them. Plain Java, no framework, no clock, no I/O. */
@NullMarked
package dev.pressroom.orders;

import org.jspecify.annotations.NullMarked;
