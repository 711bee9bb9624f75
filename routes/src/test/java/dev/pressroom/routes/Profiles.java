package dev.pressroom.routes;

import dev.pressroom.orders.process.Clocks;
import dev.pressroom.printers.NameRule;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.Limits;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Profiles with one transport, and nothing that the routes do not read. */
final class Profiles {

    static final Duration POLL = Duration.ofMillis(100);
    static final Duration LIMIT = Duration.ofSeconds(5);

    private Profiles() {}

    static PrinterProfile http(String id, String baseUrl, Map<String, String> auth, int concurrency, Duration limit) {
        return profile(id, new Limits(concurrency, limit), new HttpTransport(baseUrl, auth, POLL), null, null);
    }

    static PrinterProfile http(String id, String baseUrl, Map<String, String> auth, int concurrency, Duration limit, int perMinute) {
        return profile(id, new Limits(concurrency, limit, perMinute), new HttpTransport(baseUrl, auth, POLL), null, null);
    }

    static PrinterProfile http(String id, HttpTransport http) {
        return http(id, http, LIMIT);
    }

    static PrinterProfile http(String id, HttpTransport http, Duration limit) {
        return profile(id, new Limits(4, limit), http, null, null);
    }

    static PrinterProfile sftp(String id, SftpTransport sftp, Duration limit) {
        return profile(id, new Limits(1, limit), null, sftp, null);
    }

    static PrinterProfile sqs(String id, SqsTransport sqs) {
        return profile(id, new Limits(4, LIMIT), null, null, sqs);
    }

    private static PrinterProfile profile(String id, Limits limits, HttpTransport http, SftpTransport sftp, SqsTransport sqs) {
        return new PrinterProfile(id, id, "scripted", ZoneOffset.UTC, Map.of(), Map.of(), Map.of(), Map.of(), List.of(),
                new Clocks(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)), new NameRule(40, NameRule.Alphabet.ANY), limits,
                http,
                sftp, sqs, Map.of(), "hash-" + id);
    }
}
