/**
 * Carriers as configured: how their files look, what their codes mean, where the files are fetched.
 */
@NullMarked
package dev.pressroom.batch.carriers;

import org.jspecify.annotations.NullMarked;
