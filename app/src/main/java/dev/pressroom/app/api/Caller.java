package dev.pressroom.app.api;

import dev.pressroom.app.api.ApiProperties.Role;
import org.springframework.security.core.Authentication;

/** Who asks. A shop sees its own orders, and another's as if they were not there. */
record Caller(String name, boolean operator) {

    static Caller of(Authentication authentication) {
        return new Caller(authentication.getName(), authentication.getAuthorities().stream()
                .anyMatch(granted -> Role.OPERATOR.authority().equals(granted.getAuthority())));
    }

    boolean sees(String shop) {
        return operator || name.equals(shop);
    }
}
