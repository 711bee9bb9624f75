/**
 * Turns photographs into print-ready PDF files and says plainly why a photograph cannot be printed.
 *
 * <p>
 * Photographs go into the PDF byte for byte, up to the end of the picture: nothing is decoded, scaled or encoded again,
 * the turn that EXIF asks for and the crop are one clip and one matrix. The files have the shape of PDF/X-4 (version
 * 1.6, boxes, XMP, Info, Trapped, ID, tagged RGB), but they are not complete PDF/X-4 and do not claim to be, unless the
 * {@link dev.pressroom.rendering.PrintProfile} brings an output intent. Even then they are built to PDF/X-4, not
 * certified: there is no validator here.
 *
 * <p>
 * What is not there: an output intent of our own (no CMYK profile of class {@code prtr} is shipped), covers and spines,
 * text, several photographs on a page, printer's marks, conversion of other picture formats or colour spaces, padding
 * to a page multiple, removal of EXIF (a position recorded by a phone travels to the printer), and a check of the
 * finished file.
 */
@NullMarked
package dev.pressroom.rendering;

import org.jspecify.annotations.NullMarked;
