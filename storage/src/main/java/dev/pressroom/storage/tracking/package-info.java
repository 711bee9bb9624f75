/**
 * Carriers' scans in the record: new events, the parcels' status, the facts that follow from them.
 */
@NullMarked
package dev.pressroom.storage.tracking;

import org.jspecify.annotations.NullMarked;
