package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.FileFormat;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that lies in a carrier's folder of the drop. */
record DropFile(CarrierProfile carrier, Path path, Readiness readiness) {

    enum Readiness {
        READY,
        /** Its semaphore is not there yet. */
        WAITING,
        /** Its name is not the carrier's pattern. */
        IGNORED
    }

    String name() {
        return path.getFileName().toString();
    }

    FileFormat format() {
        return new FileFormat(carrier, name(), () -> Files.newInputStream(path));
    }
}
