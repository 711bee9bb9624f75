package dev.pressroom.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pressroom.app.api.ApiProperties.Client;
import dev.pressroom.app.api.ApiProperties.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ApiPropertiesTest {

    private static final String TOKEN = "a".repeat(64);
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Configuration
    @EnableConfigurationProperties(ApiProperties.class)
    static class Bound {
    }

    @Test
    void needsASecretAndAUrlAndHasDefaultsForTheRest() {
        runner.withPropertyValues("pressroom.api.secret=" + "s".repeat(32), "pressroom.api.public-url=https://print.example.org")
                .run(context -> {
                    ApiProperties api = context.getBean(ApiProperties.class);
                    assertThat(api.clients()).isEmpty();
                    assertThat(api.openHealth()).isFalse();
                    assertThat(api.toString()).doesNotContain("sss");
                });
    }

    @Test
    void readsEverySetting() {
        runner.withPropertyValues("pressroom.api.secret=" + "s".repeat(32), "pressroom.api.public-url=https://print.example.org",
                "pressroom.api.open-health=true", "pressroom.api.clients[0].name=demo", "pressroom.api.clients[0].token-sha256=" + TOKEN,
                "pressroom.api.clients[0].roles=shop,operator").run(context -> {
                    ApiProperties api = context.getBean(ApiProperties.class);
                    assertThat(api.openHealth()).isTrue();
                    assertThat(api.clients()).containsExactly(new Client("demo", TOKEN, Set.of(Role.SHOP, Role.OPERATOR)));
                });
    }

    @Test
    void listsEveryProblemAtOnceWithoutShowingTheSecret() {
        runner.withPropertyValues("pressroom.api.secret=too-short", "pressroom.api.public-url=print.example.org/",
                "pressroom.api.clients[0].name=a shop", "pressroom.api.clients[0].token-sha256=" + TOKEN,
                "pressroom.api.clients[0].roles=shop", "pressroom.api.clients[1].name=desk",
                "pressroom.api.clients[1].token-sha256=" + TOKEN, "pressroom.api.clients[2].name=third",
                "pressroom.api.clients[2].token-sha256=plain-token", "pressroom.api.clients[2].roles=shop").run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure()).rootCause().hasMessageContainingAll("secret needs at least 32 characters",
                            "public-url needs", "clients[0].name needs", "clients[1].token-sha256 is the token of another client",
                            "clients[1].roles is empty", "clients[2].token-sha256 needs the SHA-256");
                    assertThat(context.getStartupFailure()).rootCause().hasMessageNotContaining("too-short");
                });
    }

    @Test
    void refusesAnApiThatNobodyCouldCall() {
        assertThat(catchThrowable(() -> new ApiClients(List.of())))
                .hasMessageContaining("pressroom.api.clients is empty");
    }
}
