package dev.pressroom.batch;

import dev.pressroom.batch.carriers.CarrierFiles;
import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.InvalidProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which carriers this process takes: all, or as a child of an AWS Batch array job the one at its place in {@code PRESSROOM_BATCH_CARRIERS}.
 * AWS Batch sets {@code AWS_BATCH_JOB_ARRAY_INDEX} from 0 (AWS Batch User Guide, "Array jobs").
 *
 * @param carrier of this child, null when it takes all
 * @param problems of profiles that cannot be used; those carriers are left out, the others need not wait for them
 */
record NightlyShare(@Nullable String carrier, Map<String, CarrierProfile> profiles, List<String> problems) {

    private static final String INDEX = "AWS_BATCH_JOB_ARRAY_INDEX";
    private static final String CARRIERS = "PRESSROOM_BATCH_CARRIERS";
    private static final String YAML = ".yaml";

    /**
     * Reads the profiles of the share, and no others. Throws {@link IllegalArgumentException} when the environment names no carrier of the folder, and
     * {@link InvalidProfiles} when no profile can be used.
     */
    static NightlyShare of(Path folder, Map<String, String> environment) {
        List<String> known = ids(folder);
        String carrier = carrier(known, environment);
        Map<String, CarrierProfile> profiles = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String id : carrier == null ? known : List.of(carrier)) {
            try {
                profiles.put(id, CarrierFiles.loadOne(folder.resolve(id + YAML)));
            } catch (InvalidProfiles e) {
                if (known.size() == 1 || carrier != null) {
                    throw e;
                }
                problems.addAll(e.problems());
            }
        }
        // With nothing that could be used, the problems of all are told at once.
        return new NightlyShare(carrier, profiles.isEmpty() ? CarrierFiles.load(folder) : profiles, problems);
    }

    private static @Nullable String carrier(List<String> known, Map<String, String> environment) {
        String index = environment.get(INDEX);
        if (index == null) {
            return null;
        }
        List<String> carriers = Stream.of(environment.getOrDefault(CARRIERS, "").split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
        if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= carriers.size()) {
            throw new IllegalArgumentException(INDEX + " is " + index + ", but " + CARRIERS + " names " + carriers.size()
                    + " carriers; make the array as long as the list");
        }
        String carrier = carriers.get(Integer.parseInt(index));
        if (!known.contains(carrier)) {
            throw new IllegalArgumentException(
                    CARRIERS + " names '" + carrier + "', which has no profile; known: " + String.join(", ", known));
        }
        return carrier;
    }

    private static List<String> ids(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(YAML))
                    .map(name -> name.substring(0, name.length() - YAML.length())).sorted().toList();
        } catch (IOException e) {
            // It says so, and what to do.
            return List.copyOf(CarrierFiles.load(folder).keySet());
        }
    }
}
