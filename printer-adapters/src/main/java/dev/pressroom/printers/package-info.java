/**
 * How each printer speaks: its profile, and its dialect between our vocabulary and tickets, requests, status messages. Pure functions on bytes: a
 * dialect describes an HTTP exchange, a set of files or a queue message, and sends nothing.
 */
@NullMarked
package dev.pressroom.printers;

import org.jspecify.annotations.NullMarked;
