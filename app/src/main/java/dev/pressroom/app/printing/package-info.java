/** Commands for people who connect a printer: what its messages mean, what it would be sent, whether its profile is in order. */
@NullMarked
package dev.pressroom.app.printing;

import org.jspecify.annotations.NullMarked;
