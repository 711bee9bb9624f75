package dev.pressroom.printers;

import dev.pressroom.orders.ServiceLevel;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one printer that is not code: one YAML file in {@code printers/}. Secrets are references ({@code ${env:NAME}},
 * {@code ${file:PATH}}, see {@link Secrets}) resolved by the channel, never here; in addresses, logins and names of places they were filled in when the file was read.
 *
 * @param id {@code [a-z0-9-]{1,40}}
 * @param dialect name of a dialect, see {@link Dialect}
 * @param zone zone of the printer's times without offset, and of its calendar
 * @param products our product to what this printer makes of it
 * @param services our service level to the printer's shipping method
 * @param carriers the printer's carrier name (as said) to our carrier id
 * @param statuses the printer's status code to our event name, where the dialect leaves codes to the profile
 * @param countries ISO alpha-2 the printer ships to; empty means everywhere
 * @param settings what only this dialect needs, for example a dealer code
 * @param hash SHA-256 of the file, stored with each attempt
 */
public record PrinterProfile(String id, String name, String dialect, ZoneId zone, Map<String, PrinterProduct> products,
        Map<ServiceLevel, String> services, Map<String, String> carriers, Map<String, String> statuses, List<String> countries,
        Clocks clocks, NameRule names, Limits limits, @Nullable HttpTransport http, @Nullable SftpTransport sftp,
        @Nullable SqsTransport sqs, Map<String, String> settings, String hash) {

    /** Our carrier id for a carrier as the printer calls it, without regard to case; null when the profile does not know it. */
    public @Nullable String carrier(@Nullable String said) {
        return said == null
                ? null
                : carriers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(said.strip())).map(Map.Entry::getValue)
                        .findFirst().orElse(null);
    }

    /**
     * @param article the printer's article number
     * @param print what the file must look like; the renderer's profile by the same numbers
     */
    public record PrinterProduct(String article, Print print) {}

    /**
     * @param profile name of a print profile that tells everything else; null if the numbers here do
     * @param layout {@code BLOCK} or {@code ONE_FILE_PER_PRINT}
     * @param trimWidth mm
     * @param trimHeight mm
     * @param bleed mm on each edge
     */
    public record Print(@Nullable String profile, String layout, double trimWidth, double trimHeight, double bleed, int pageMinimum,
            int pageMaximum,
            int pageMultiple) {

        /** One told by its numbers. */
        public Print(String layout, double trimWidth, double trimHeight, double bleed, int pageMinimum, int pageMaximum, int pageMultiple) {
            this(null, layout, trimWidth, trimHeight, bleed, pageMinimum, pageMaximum, pageMultiple);
        }
    }

    /**
     * How long each stage may last before somebody looks.
     *
     * @param acknowledge from submit to acceptance
     * @param dispatch from acceptance to shipping
     * @param delivery from shipping to delivery
     */
    public record Clocks(Duration acknowledge, Duration dispatch, Duration delivery) {}

    /**
     * @param concurrency jobs handed over at once, over all instances
     * @param timeout of one whole call or session
     * @param perMinute calls that the printer takes in a minute, over all instances; null when it names no such limit
     */
    public record Limits(int concurrency, Duration timeout, @Nullable Integer perMinute) {

        public Limits(int concurrency, Duration timeout) {
            this(concurrency, timeout, null);
        }
    }

    /**
     * @param auth header name to secret reference
     * @param oauth where bearer tokens come from; null when the printer takes none
     * @param signing how each request is signed; null when it is not
     * @param tls what is special about its TLS; null when the machine's trust and no client certificate will do
     */
    public record HttpTransport(String baseUrl, Map<String, String> auth, Duration poll, @Nullable OAuthClient oauth,
            @Nullable Signing signing, @Nullable ClientTls tls) {

        public HttpTransport(String baseUrl, Map<String, String> auth, Duration poll) {
            this(baseUrl, auth, poll, null, null, null);
        }
    }

    /**
     * OAuth 2.0 client credentials, RFC 6749 4.4: the client authenticates by HTTP Basic.
     *
     * @param clientId a secret reference, as is {@code clientSecret}
     */
    public record OAuthClient(String tokenUrl, String clientId, String clientSecret, @Nullable String scope) {}

    /** @param token names who signs; a secret reference, as is {@code secret} */
    public record Signing(Scheme scheme, String token, String secret) {

        /** How a request is signed. */
        public enum Scheme {
            /** HP Site Flow, "API Authentication": HMAC-SHA256 of method, path and time in {@code x-oneflow-*} headers. */
            SITE_FLOW
        }
    }

    /**
     * All PEM, by secret references.
     *
     * @param certificate what we show, with its chain; null when the printer asks for none
     * @param privateKey of the certificate, PKCS#8
     * @param trust the authorities that may have signed the printer's certificate; null for those that this machine trusts
     */
    public record ClientTls(@Nullable String certificate, @Nullable String privateKey, @Nullable String trust) {}

    /**
     * @param knownHosts OpenSSH known_hosts lines
     * @param folders name ({@code submit}, {@code status}, {@code command}) to path on the server
     * @param sessions how many sessions the printer allows at once, over all instances, its status folder's included; null when it names no
     *        such limit
     * @param temporaryFilesKept when the printer deletes temporary files that nobody renamed; null when it never does
     * @param settle how long a file must not have grown before it is fetched; null when the printer renames its files once they are whole
     */
    public record SftpTransport(String host, int port, String user, @Nullable String password, @Nullable String privateKey,
            String knownHosts, Map<String, String> folders, Duration poll, @Nullable Integer sessions,
            @Nullable Duration temporaryFilesKept, @Nullable Duration settle) {

        public SftpTransport(String host, int port, String user, @Nullable String password, @Nullable String privateKey,
                String knownHosts, Map<String, String> folders, Duration poll) {
            this(host, port, user, password, privateKey, knownHosts, folders, poll, null, null, null);
        }
    }

    /**
     * @param endpoint null for AWS itself
     * @param queues name ({@code orders}, {@code status}) to queue name or URL
     * @param claimToken what the printer shows when it pulls a ticket: a secret reference
     */
    public record SqsTransport(@Nullable String endpoint, String region, @Nullable String accessKey, @Nullable String secretKey,
            Map<String, String> queues, @Nullable String claimToken) {}
}
