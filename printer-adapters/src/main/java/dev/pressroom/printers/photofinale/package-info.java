/**
 * Photo Finale style: a short queue message, the ticket pulled from us, status as JSON on a queue. Source: Photo Finale, <em>Wholesale Fulfillment
 * Methods</em> and <em>fDaemon</em>, https://wiki.photofinale.com/display/DOC80/.
 */
@NullMarked
package dev.pressroom.printers.photofinale;

import org.jspecify.annotations.NullMarked;
