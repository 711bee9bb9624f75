/** Camel: transports to and from printers, one set of routes per printer made from route templates. */
@NullMarked
package dev.pressroom.routes;

import org.jspecify.annotations.NullMarked;
