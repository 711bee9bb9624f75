package dev.pressroom.routes;

import java.io.IOException;
import java.nio.file.Path;

/** Where carriers' tracking files go when they are fetched. */
public interface TrackingDrop {

    /** A folder for the carrier's files that are not whole yet. */
    Path fetching(String carrier);

    /** Takes a whole file out of that folder. The same file again changes nothing; another one of its name is kept beside the first. */
    void put(String carrier, Path fetched) throws IOException;
}
