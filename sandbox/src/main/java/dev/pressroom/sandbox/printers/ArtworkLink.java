package dev.pressroom.sandbox.printers;

import org.jspecify.annotations.Nullable;

/** A file that the printer fetches, and the MD5 (hexadecimal) that it must have when the ticket says one. */
public record ArtworkLink(String url, @Nullable String md5) {}
