package dev.pressroom.orders;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A name that a printer sees or gave for one of our things; inbound messages are matched through these only, per printer. */
public record Ref(Kind kind, String value) implements Comparable<Ref> {

    private static final int LONGEST = 200;

    /** What a reference names. */
    public enum Kind {
        /** Our job key in the printer's spelling. */
        KEY,
        /** A file we handed over, without its extension. */
        FILE,
        /** A command of ours that is answered later. */
        REQUEST,
        /** The printer's own order or job id. */
        ORDER,
        /** An item of the job, within the job. */
        ITEM,
        /** A parcel as the printer calls it. */
        PARCEL
    }

    public Ref {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a reference of kind " + kind + " needs 1 to " + LONGEST + " characters, got " + value.length());
        }
    }

    /** The reference if there is a value that can be one: for what others say. */
    public static Optional<Ref> said(Kind kind, @Nullable String value) {
        return value == null || value.isBlank() || value.length() > LONGEST || value.strip().chars().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of(new Ref(kind, value.strip()));
    }

    @Override
    public int compareTo(Ref other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return kind + ":" + value;
    }
}
