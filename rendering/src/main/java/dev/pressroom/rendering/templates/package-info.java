/** Ready layouts, and how photographs are spread over them. */
@NullMarked
package dev.pressroom.rendering.templates;

import org.jspecify.annotations.NullMarked;
