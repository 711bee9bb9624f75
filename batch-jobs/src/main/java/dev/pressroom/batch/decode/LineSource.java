package dev.pressroom.batch.decode;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file's lines in order, from a position on. */
public interface LineSource extends Closeable {

    /** The next line, null at the end. */
    @Nullable
    Line next() throws IOException;

    /** Where the next line begins: the byte of a text (of the text inside a compressed file), the segment of an interchange. */
    long offset();

    /** Number of the next line. */
    long number();

    boolean atEnd() throws IOException;
}
