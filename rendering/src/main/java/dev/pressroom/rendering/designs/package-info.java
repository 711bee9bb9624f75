/** What a customer designed: surfaces with photographs, text, fills and stickers, in millimetres. */
@NullMarked
package dev.pressroom.rendering.designs;

import org.jspecify.annotations.NullMarked;
