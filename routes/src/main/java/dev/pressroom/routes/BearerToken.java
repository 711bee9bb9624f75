package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.OAuthClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * The bearer token of one printer (OAuth 2.0 client credentials, RFC 6749 4.4), kept until shortly before it expires or is refused. It is ours
 * and not Camel's, whose cache is shared by all endpoints and keyed by their whole URI. Safe for many threads: one fetches, the others wait.
 */
final class BearerToken {

    private static final Duration EARLY = Duration.ofSeconds(60);

    private final String printerId;
    private final OAuthClient client;
    private final UnaryOperator<String> secrets;
    private final Clock clock;
    private final RestClientClientCredentialsTokenResponseClient issuer = new RestClientClientCredentialsTokenResponseClient();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OAuth2AccessToken token;

    BearerToken(String printerId, OAuthClient client, UnaryOperator<String> secrets, Clock clock, Duration limit) {
        this.printerId = printerId;
        this.client = client;
        this.secrets = secrets;
        this.clock = clock;
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory(); // follows no redirect of a POST
        requests.setConnectTimeout(limit);
        requests.setReadTimeout(limit);
        issuer.setRestClient(RestClient.builder().requestFactory(requests).configureMessageConverters(converters -> converters
                .addCustomConverter(new FormHttpMessageConverter())
                .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter())).defaultStatusHandler(
                        new OAuth2ErrorResponseErrorHandler())
                .build());
    }

    /** A token that is good now; throws when the issuer gives none. */
    String value() {
        lock.lock();
        try {
            OAuth2AccessToken kept = token;
            if (kept == null || !fresh(kept)) {
                kept = fetch();
                token = kept;
            }
            return kept.getTokenValue();
        } finally {
            lock.unlock();
        }
    }

    /** A token of short life is used for half of it. */
    private boolean fresh(OAuth2AccessToken kept) {
        Instant issued = Objects.requireNonNull(kept.getIssuedAt());
        Instant expires = Objects.requireNonNull(kept.getExpiresAt());
        Duration half = Duration.between(issued, expires).dividedBy(2);
        return clock.instant().isBefore(expires.minus(half.compareTo(EARLY) < 0 ? half : EARLY));
    }

    private OAuth2AccessToken fetch() {
        String scope = client.scope();
        ClientRegistration registration = ClientRegistration.withRegistrationId(printerId)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).tokenUri(client.tokenUrl())
                .clientId(secrets.apply(client.clientId())).clientSecret(secrets.apply(client.clientSecret()))
                .scope(scope == null ? List.of() : List.of(scope.split(" "))).build();
        return issuer.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration)).getAccessToken();
    }

    /** It was refused: the next call fetches another one. */
    void forget() {
        lock.lock();
        try {
            token = null;
        } finally {
            lock.unlock();
        }
    }
}
