package dev.pressroom.app.api;

import dev.pressroom.app.api.ApiProperties.Client;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** The configured clients by the SHA-256 of their tokens; the tokens themselves are nowhere. */
final class ApiClients implements OpaqueTokenIntrospector {

    private final Map<String, Client> byToken;

    ApiClients(List<Client> clients) {
        if (clients.isEmpty()) {
            throw new IllegalArgumentException(
                    "pressroom.api.clients is empty, so nobody could place an order; configure one with name, token-sha256 and roles");
        }
        this.byToken = clients.stream().collect(Collectors.toUnmodifiableMap(Client::tokenSha256, client -> client));
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        Client client = byToken.get(Hashes.sha256(token.getBytes(StandardCharsets.UTF_8)));
        if (client == null) {
            throw new BadOpaqueTokenException("the token is of no configured client");
        }
        List<GrantedAuthority> roles = client.roles().stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority())).toList();
        return new DefaultOAuth2AuthenticatedPrincipal(client.name(), Map.of("sub", client.name()), roles);
    }
}
