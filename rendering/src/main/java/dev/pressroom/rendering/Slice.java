package dev.pressroom.rendering;

/** A run of bytes in a file. */
public record Slice(long offset, long length) {}
