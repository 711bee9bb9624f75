package dev.pressroom.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A carrier's folder of tracking files. A file appears there whole, by one atomic move. The same file again changes nothing; another file
 * of the same name is a re-issue and gets a number behind its name, since nobody knows whether the first was read already.
 */
record Drop(Path folder) {

    /** Where files are fetched to first: in the same file system, hidden from whoever lists the folder. */
    Path fetching() {
        return folder.resolve(".fetching");
    }

    void place(Path fetched) throws IOException {
        Path target = folder.resolve(fetched.getFileName());
        for (int issue = 2; Files.exists(target); issue++) {
            if (Files.mismatch(fetched, target) == -1) {
                return;
            }
            target = folder.resolve(fetched.getFileName() + "." + issue);
        }
        Files.move(fetched, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
