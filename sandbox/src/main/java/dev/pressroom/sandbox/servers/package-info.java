/**
 * Real SFTP and SQS servers on this machine, for the simulated partners to live behind.
 */
@NullMarked
package dev.pressroom.sandbox.servers;

import org.jspecify.annotations.NullMarked;
