/** Files by the SHA-256 of their content. */
@NullMarked
package dev.pressroom.storage.files;

import org.jspecify.annotations.NullMarked;
