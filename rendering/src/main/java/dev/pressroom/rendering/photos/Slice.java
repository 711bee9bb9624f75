package dev.pressroom.rendering.photos;

/** A run of bytes in a file. */
public record Slice(long offset, long length) {}
