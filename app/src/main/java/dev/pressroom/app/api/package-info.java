/** HTTP: orders from shops, what printers send and fetch, and who may do which. */
@NullMarked
package dev.pressroom.app.api;

import org.jspecify.annotations.NullMarked;
