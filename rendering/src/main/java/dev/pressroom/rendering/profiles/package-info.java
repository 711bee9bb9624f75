/** What each printer wants of a file, as data. */
@NullMarked
package dev.pressroom.rendering.profiles;

import org.jspecify.annotations.NullMarked;
