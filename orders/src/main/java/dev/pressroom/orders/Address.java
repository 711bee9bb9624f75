package dev.pressroom.orders;

import org.jspecify.annotations.Nullable;

/**
 * Where a job is shipped. Personal data: lives in the record's table {@code addresses} and in tickets, never in Temporal, logs or messages of
 * errors.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 */
public record Address(String name, @Nullable String company, String line1, @Nullable String line2, String postalCode, String city,
        @Nullable String state, String country, @Nullable String email, @Nullable String phone) {

    @Override
    public String toString() {
        return "Address[" + country + "]";
    }
}
