package dev.pressroom.app.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code pressroom.api.*}. Refused at start with every problem listed.
 *
 * @param secret signs the addresses that printers call and fetch from; the same on all instances; never shown
 * @param publicUrl where printers reach this service, without a slash at the end
 * @param clients who may call
 * @param openHealth health and metrics may be read without a token on the service's own port; on a management port of its own they always may
 */
@ConfigurationProperties("pressroom.api")
public record ApiProperties(String secret, String publicUrl, @DefaultValue List<Client> clients,
        @DefaultValue("false") boolean openHealth) {

    private static final int SECRET_LENGTH = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ApiProperties {
        List<String> problems = new ArrayList<>();
        if (secret == null || secret.length() < SECRET_LENGTH) {
            problems.add("secret needs at least " + SECRET_LENGTH + " characters; make one with: openssl rand -hex 32");
        }
        if (!isBaseUrl(publicUrl)) {
            problems.add(
                    "public-url needs to be where printers reach this service, without a slash at the end, for example https://print.example.org");
        }
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.get(i);
            String which = "clients[" + i + "].";
            if (client.name() == null || !NAME.matcher(client.name()).matches()) {
                problems.add(which + "name needs to match " + NAME + "; of a shop it is the shop's name");
            }
            if (client.tokenSha256() == null || !SHA256.matcher(client.tokenSha256()).matches()) {
                problems.add(
                        which + "token-sha256 needs the SHA-256 of the token in lower-case hex; get it with: printf %s TOKEN | sha256sum");
            } else if (!tokens.add(client.tokenSha256())) {
                problems.add(which + "token-sha256 is the token of another client too; give each its own");
            }
            if (client.roles() == null || client.roles().isEmpty()) {
                problems.add(which + "roles is empty; name one or both of SHOP, OPERATOR");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("pressroom.api cannot be used as it is:\n  " + String.join("\n  ", problems));
        }
        clients = List.copyOf(clients);
    }

    /** Who may call. Several with one name are several tokens of one caller: that is how a token is replaced without a gap. */
    public record Client(String name, String tokenSha256, Set<Role> roles) {}

    /** What a client may do. */
    public enum Role {
        /** Place orders, see and cancel its own. */
        SHOP,
        /** See and cancel all orders. */
        OPERATOR;

        String authority() {
            return "ROLE_" + name();
        }
    }

    private static boolean isBaseUrl(String url) {
        if (url == null) {
            return false;
        }
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null && uri.getQuery() == null
                    && uri.getFragment() == null && !url.endsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "ApiProperties[" + publicUrl + ", " + clients.size() + " clients]";
    }
}
