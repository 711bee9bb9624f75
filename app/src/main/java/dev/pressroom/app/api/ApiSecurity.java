package dev.pressroom.app.api;

import dev.pressroom.app.api.ApiProperties.Role;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who may do what: clients by their tokens, printers by what each door checks itself, nobody anything else. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    /** Documentation is for everybody; a printer's token is no client's, so its doors check it themselves. */
    @Bean
    @Order(10)
    SecurityFilterChain doors(HttpSecurity http) throws Exception {
        return stateless(http)
                .securityMatcher("/webhooks/**", "/printers/**", "/artwork/**", "/v3/api-docs/**", "/swagger-ui/**", "/swagger-ui.html")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    @Order(20)
    SecurityFilterChain clients(HttpSecurity http, ApiClients clients,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) throws Exception {
        // These tell the client by WWW-Authenticate (RFC 6750), the resolver writes the problem document.
        BearerTokenAuthenticationEntryPoint unauthenticated = new BearerTokenAuthenticationEntryPoint();
        BearerTokenAccessDeniedHandler forbidden = new BearerTokenAccessDeniedHandler();
        return stateless(http).authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                .requestMatchers(HttpMethod.POST, "/v1/orders").hasAuthority(Role.SHOP.authority())
                .requestMatchers("/v1/printers", "/v1/printers/**", "/v1/reports/**").hasAuthority(Role.OPERATOR.authority())
                .requestMatchers("/v1/**").hasAnyAuthority(Role.SHOP.authority(), Role.OPERATOR.authority()).anyRequest().denyAll())
                .oauth2ResourceServer(bearer -> bearer.opaqueToken(token -> token.introspector(clients))
                        .authenticationEntryPoint((request, response, e) -> {
                            unauthenticated.commence(request, response, e);
                            problems.resolveException(request, response, null, e);
                        }).accessDeniedHandler((request, response, e) -> {
                            forbidden.handle(request, response, e);
                            problems.resolveException(request, response, null, e);
                        }))
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
