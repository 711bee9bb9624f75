/**
 * A printer with the HTTP interface of HP Site Flow, as docs/printers/site-flow.md has it.
 */
@NullMarked
package dev.pressroom.sandbox.printers.siteflow;

import org.jspecify.annotations.NullMarked;
