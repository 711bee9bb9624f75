/** The one door in: messages and facts as received, their matching, and the queue that hands facts to the workflows. */
@NullMarked
package dev.pressroom.storage.inbox;

import org.jspecify.annotations.NullMarked;
