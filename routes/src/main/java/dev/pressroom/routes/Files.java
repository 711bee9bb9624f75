package dev.pressroom.routes;

import java.io.IOException;
import java.nio.file.Path;

/** Port: stored files by their SHA-256, as paths that can be streamed. */
public interface Files {

    Path path(String sha256) throws IOException;
}
