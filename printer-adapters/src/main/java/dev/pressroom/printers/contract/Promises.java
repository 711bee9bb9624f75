package dev.pressroom.printers.contract;

import dev.pressroom.printers.PrinterProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one dialect promises, and the messages of its documentation that prove it.
 *
 * @param channel how its statuses come, as {@code Inbound} has it
 * @param format of tickets
 * @param shipped a status that a parcel left, with {@code @TIME@} where the time stands, {@code @KEY@} where our reference does, and {@code @SHIPPED@}
 *        for the printer's own number where the profile maps it
 */
public record Promises(String dialect, String channel, Format format, Map<Capability, Answer> answers, List<StatusSample> statuses,
        List<ReplySample> replies, List<TimeSample> times, @Nullable String shipped) {

    /** How tickets are written. */
    public enum Format {
        JSON, XML
    }

    /** What a printer of this dialect can do of a capability. */
    public sealed interface Answer {
        record Offered() implements Answer {}

        /** @param why the printer itself cannot: goes into its certificate */
        record NotOffered(String why) implements Answer {}
    }

    /** Which verb a reply answers. */
    public enum Verb {
        SUBMIT, LOOK_UP, CANCEL, CHANGE_ADDRESS
    }

    /**
     * @param channel null for the dialect's own; {@code poll} for what the printer answers when it is asked
     * @param facts names of what it tells, in order, with the items' quantities in brackets where they are said: {@code ItemsShipped[1x2]}
     */
    public record StatusSample(String name, @Nullable String channel, String message, List<String> facts) {}

    /** @param outcome simple name of the result */
    public record ReplySample(String name, Verb verb, int status, String body, String outcome) {}

    /** @param zone rule that read it; null when the time has its offset */
    public record TimeSample(String said, Instant at, @Nullable String zone) {}

    static final Answer OFFERED = new Answer.Offered();

    static Answer no(String why) {
        return new Answer.NotOffered(why);
    }

    /**
     * {@link #shipped} as this profile's printer would say it; empty when the dialect has no such message, or the profile maps none of the
     * printer's numbers to it.
     */
    public Optional<String> parcel(PrinterProfile profile, String key) {
        if (shipped == null) {
            return Optional.empty();
        }
        String said = shipped.replace("@KEY@", key).replace("@TIME@", times.getFirst().said());
        return said.contains("@SHIPPED@")
                ? profile.statuses().entrySet().stream().filter(entry -> entry.getValue().equals("ItemsShipped")).map(Map.Entry::getKey)
                        .sorted()
                        .findFirst().map(number -> said.replace("@SHIPPED@", number))
                : Optional.of(said);
    }

    public boolean offers(Capability capability) {
        return answers.get(capability) instanceof Answer.Offered;
    }
}
