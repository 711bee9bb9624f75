package dev.pressroom.batch;

import dev.pressroom.batch.carriers.CarrierProfile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which carriers this process takes: all, or as a child of an AWS Batch array job the one at its place in {@code PRESSROOM_BATCH_CARRIERS}.
 * AWS Batch sets {@code AWS_BATCH_JOB_ARRAY_INDEX} from 0 (AWS Batch User Guide, "Array jobs").
 */
final class NightlyShare {

    private static final String INDEX = "AWS_BATCH_JOB_ARRAY_INDEX";
    private static final String CARRIERS = "PRESSROOM_BATCH_CARRIERS";

    private NightlyShare() {}

    /** Why the environment names no carrier, null when it does or when this is no array job. */
    static @Nullable String refusal(Map<String, CarrierProfile> profiles, Map<String, String> environment) {
        String index = environment.get(INDEX);
        if (index == null) {
            return null;
        }
        List<String> carriers = carriers(environment);
        if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= carriers.size()) {
            return INDEX + " is " + index + ", but " + CARRIERS + " names " + carriers.size()
                    + " carriers; make the array as long as the list";
        }
        String carrier = carriers.get(Integer.parseInt(index));
        return profiles.containsKey(carrier)
                ? null
                : CARRIERS + " names '" + carrier + "', which has no profile; known: " + String.join(", ", profiles.keySet());
    }

    static Map<String, CarrierProfile> of(Map<String, CarrierProfile> profiles, Map<String, String> environment) {
        String index = environment.get(INDEX);
        if (index == null) {
            return profiles;
        }
        String carrier = carriers(environment).get(Integer.parseInt(index));
        return Map.of(carrier, Objects.requireNonNull(profiles.get(carrier)));
    }

    private static List<String> carriers(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault(CARRIERS, "").split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }
}
