/** The submission ledger: intents before calls, outcomes after, and the names printers know our jobs by. */
@NullMarked
package dev.pressroom.storage.ledger;

import org.jspecify.annotations.NullMarked;
