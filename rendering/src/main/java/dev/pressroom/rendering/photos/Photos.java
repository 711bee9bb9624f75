package dev.pressroom.rendering.photos;

import java.io.IOException;

/** Where a design's photographs are. */
public interface Photos {
    /**
     * What is known about the photograph of that name.
     *
     * @param name
     *            as the design has it: a file name or a SHA-256
     * @param label
     *            how findings name it
     * @return the photograph, or why it cannot be printed, absence included
     * @throws IOException
     *             if the place cannot be read, which is worth trying again
     */
    Inspection look(String name, String label) throws IOException;
}
