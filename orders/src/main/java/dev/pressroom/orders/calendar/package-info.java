/** Working days of printers. */
@NullMarked
package dev.pressroom.orders.calendar;

import org.jspecify.annotations.NullMarked;
