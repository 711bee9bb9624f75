/** The contract that every dialect keeps: what each answers to every capability, the documented messages that prove it, and the checks. */
@NullMarked
package dev.pressroom.printers.contract;

import org.jspecify.annotations.NullMarked;
