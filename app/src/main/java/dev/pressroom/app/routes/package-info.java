/** The ports of the routes over the record, and their life in the service. */
@NullMarked
package dev.pressroom.app.routes;

import org.jspecify.annotations.NullMarked;
