package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.FileFormat;
import dev.pressroom.storage.files.DropStore;

/** A file that lies in a carrier's folder of the drop. */
record DropFile(CarrierProfile carrier, DropStore store, String name, Readiness readiness) {

    enum Readiness {
        READY,
        /** Its semaphore is not there yet. */
        WAITING,
        /** Its name is not the carrier's pattern. */
        IGNORED
    }

    /** As a person would name it, see {@link DropStore#locate}. */
    String place() {
        return store.locate(carrier.id(), name);
    }

    FileFormat format() {
        return new FileFormat(carrier, name, from -> store.open(carrier.id(), name, from));
    }
}
