/**
 * Elanders style: files over SFTP, no synchronous answer, status files with many messages. Source: Elanders, <em>PDI documentation</em>,
 * https://doku.pdi.elanders-germany.com/ (pages {@code en:uebermittlung_allgemein}, {@code en:tracking_interface},
 * {@code en:tracking_status_codes}).
 */
@NullMarked
package dev.pressroom.printers.elanders;

import org.jspecify.annotations.NullMarked;
