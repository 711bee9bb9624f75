package dev.pressroom.printers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The printers that are configured, and all that is wrong with the others: a broken profile never stops a good one.
 *
 * @param profiles by id
 * @param problems by file, then line
 */
public record PrinterProfiles(SortedMap<String, PrinterProfile> profiles, List<Problem> problems) {

    public PrinterProfiles {
        profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
        problems = List.copyOf(problems);
    }

    /** As below, with this process's environment, and without asking whether the products named there are ours. */
    public static PrinterProfiles load(Path folder) {
        return load(folder, null, Secrets.ofProcess());
    }

    /** As below, with this process's environment. */
    public static PrinterProfiles load(Path folder, ProductCatalogue catalogue) {
        return load(folder, catalogue, Secrets.ofProcess());
    }

    /**
     * Reads every {@code *.yaml} of the folder.
     *
     * @param catalogue a product that it does not have is a problem; null to accept any
     * @param references fills in addresses, logins and names of places; secrets stay references
     */
    public static PrinterProfiles load(Path folder, @Nullable ProductCatalogue catalogue, Secrets references) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<ProfileFile>> byId = new TreeMap<>();
        for (Path file : files(folder, problems)) {
            ProfileFile read = ProfileFile.read(file, catalogue, references);
            if (!read.id().isEmpty()) {
                byId.computeIfAbsent(read.id(), _ -> new ArrayList<>()).add(read);
            }
            problems.addAll(read.problems());
        }
        SortedMap<String, PrinterProfile> profiles = new TreeMap<>();
        byId.forEach((id, same) -> {
            if (same.size() == 1) {
                same.getFirst().profile().ifPresent(profile -> profiles.put(id, profile));
            } else {
                same.forEach(one -> problems.add(one.idTaken(same)));
            }
        });
        problems.sort((a, b) -> a.file().equals(b.file()) ? Integer.compare(a.line(), b.line()) : a.file().compareTo(b.file()));
        return new PrinterProfiles(profiles, problems);
    }

    public Optional<PrinterProfile> get(String id) {
        return Optional.ofNullable(profiles.get(id));
    }

    private static List<Path> files(Path folder, List<Problem> problems) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            problems.add(new Problem(folder.toString(), 1,
                    "the folder of printer profiles cannot be read (" + e.getClass().getSimpleName() + ")",
                    "create it, or point the configuration to the right one"));
            return List.of();
        }
    }
}
