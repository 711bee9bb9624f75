package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.FileFormat;
import dev.pressroom.batch.reconcile.DropFile.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that files arrive in, one folder per carrier. Whoever puts a file there does it under a temporary name and renames it, or writes the
 * carrier's semaphore file after it. Nothing is ever changed or removed here: the ledger knows what was loaded.
 */
record Drop(Path folder) {

    private static final Pattern TEMPORARY = Pattern.compile("[.~].*|.*(?i:\\.(tmp|temp|part|partial|filepart|camelLock))");

    /** The carrier's files by name; temporary names and semaphores are left out. */
    List<DropFile> files(CarrierProfile carrier) {
        Path folder = folder().resolve(carrier.id());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> all = listed.filter(Files::isRegularFile).sorted().toList();
            Set<String> names = all.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
            return all.stream().filter(path -> isData(path, carrier))
                    .map(path -> new DropFile(carrier, path, readiness(path, carrier, names)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + "; may this user read it?", e);
        }
    }

    private static boolean isData(Path path, CarrierProfile carrier) {
        String name = path.getFileName().toString();
        String semaphore = carrier.files().semaphore();
        return !TEMPORARY.matcher(name).matches() && (semaphore == null || !name.endsWith(semaphore));
    }

    private static Readiness readiness(Path path, CarrierProfile carrier, Set<String> names) {
        String name = path.getFileName().toString();
        String semaphore = carrier.files().semaphore();
        if (!new FileFormat(carrier, name, () -> Files.newInputStream(path)).isNamedAsExpected()) {
            return Readiness.IGNORED;
        }
        return semaphore == null || names.contains(name + semaphore) ? Readiness.READY : Readiness.WAITING;
    }
}
