package dev.pressroom.app.api;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Health and metrics: open on a management port of their own, on the service's port only if configured; every other endpoint is closed. For
 * every role, also those without the API.
 */
@Configuration(proxyBeanMethods = false)
public class ManagementSecurity {

    @Bean
    @Order(0)
    SecurityFilterChain management(HttpSecurity http, ApiProperties api, Environment environment) throws Exception {
        boolean open = api.openHealth() || ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        return http.securityMatcher(EndpointRequest.toAnyEndpoint()).authorizeHttpRequests(requests -> {
            if (open) {
                requests.requestMatchers(EndpointRequest.to("health", "prometheus")).permitAll();
            }
            requests.anyRequest().denyAll();
        }).sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)).build();
    }
}
