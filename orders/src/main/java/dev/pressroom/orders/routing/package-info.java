/** Which printer makes what: policies as named values that answer with a reason for every candidate. */
@NullMarked
package dev.pressroom.orders.routing;

import org.jspecify.annotations.NullMarked;
