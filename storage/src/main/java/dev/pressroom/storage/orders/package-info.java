/** Orders in the record: taking them in, what was asked about them, and what people see of them. */
@NullMarked
package dev.pressroom.storage.orders;

import org.jspecify.annotations.NullMarked;
