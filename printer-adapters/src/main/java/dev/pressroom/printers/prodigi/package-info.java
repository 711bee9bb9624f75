/**
 * Prodigi Print API v4: HTTP and JSON, orders created under our idempotency key, unsigned webhooks as hints. Source: Prodigi, <em>Print API v4
 * reference</em>, https://www.prodigi.com/print-api/docs/reference/.
 */
@NullMarked
package dev.pressroom.printers.prodigi;

import org.jspecify.annotations.NullMarked;
