/**
 * Designs and photographs to print-ready files: {@link dev.pressroom.rendering.Renderer} is the way in.
 *
 * <p>
 * Photographs go into the PDF byte for byte, without what a phone recorded beside the picture: nothing is decoded,
 * scaled or encoded again. Files are built to PDF/X-4 where the profile brings an output intent, and checked by our own
 * rules; they are not certified, as there is no free validator.
 */
@NullMarked
package dev.pressroom.rendering;

import org.jspecify.annotations.NullMarked;
