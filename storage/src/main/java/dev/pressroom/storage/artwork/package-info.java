/** Photos as ordered, and the print-ready files made from them. */
@NullMarked
package dev.pressroom.storage.artwork;

import org.jspecify.annotations.NullMarked;
