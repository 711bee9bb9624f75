package dev.pressroom.batch.reconcile;

/**
 * A physical line of a file.
 *
 * @param number from 1
 * @param content without its end (LF, or CR LF) and without a byte order mark
 * @param ended an LF followed; false only for the last line of a file
 * @param cut longer than {@link Lines#LONGEST}: the rest was passed over
 */
record Line(long number, byte[] content, boolean ended, boolean cut) {}
