/** The PostgreSQL record and the file store. */
@NullMarked
package dev.pressroom.storage;

import org.jspecify.annotations.NullMarked;
