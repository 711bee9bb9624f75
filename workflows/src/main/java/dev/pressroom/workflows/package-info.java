/** Temporal: the workflow that runs the order process, the activities it needs, and the JSON in which both speak. */
@NullMarked
package dev.pressroom.workflows;

import org.jspecify.annotations.NullMarked;
