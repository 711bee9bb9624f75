package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.reconcile.DropFile.Readiness;
import dev.pressroom.storage.files.DropStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where files arrive, one folder per carrier. Whoever puts a file there does it under a temporary name and renames it, or writes the
 * carrier's semaphore file after it: as soon as the folder holds one semaphore, each file waits for its own. Nothing is ever changed or removed here: the
 * ledger knows what was loaded.
 */
record Drop(DropStore store) {

    private static final Pattern TEMPORARY = Pattern.compile("[.~].*|.*(?i:\\.(tmp|temp|part|partial|filepart|camelLock))");

    /** The carrier's files by name; temporary names and semaphores are left out. */
    List<DropFile> files(CarrierProfile carrier) {
        try {
            List<String> all = store.files(carrier.id());
            Set<String> names = new HashSet<>(all);
            String semaphore = carrier.files().semaphore();
            boolean waits = semaphore != null && all.stream().anyMatch(name -> name.endsWith(semaphore));
            return all.stream().filter(name -> isData(name, carrier))
                    .map(name -> file(carrier, name, !waits || names.contains(name + semaphore))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + store.locate(carrier.id(), "") + "; may this user read it?", e);
        }
    }

    private static boolean isData(String name, CarrierProfile carrier) {
        String semaphore = carrier.files().semaphore();
        return !TEMPORARY.matcher(name).matches() && (semaphore == null || !name.endsWith(semaphore));
    }

    private DropFile file(CarrierProfile carrier, String name, boolean ready) {
        DropFile file = new DropFile(carrier, store, name, ready ? Readiness.READY : Readiness.WAITING);
        return file.format().isNamedAsExpected() ? file : new DropFile(carrier, store, name, Readiness.IGNORED);
    }
}
