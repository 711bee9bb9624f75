package dev.pressroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    @Test
    void readsTheRolesOfAnInstance() {
        assertThat(Role.of("api,worker,routes")).containsExactly(Role.API, Role.WORKER, Role.ROUTES);
        assertThat(Role.of(" Worker , ROUTES ")).containsExactly(Role.WORKER, Role.ROUTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wroker", "api;worker", "api,,worker", ""})
    void refusesARoleThatDoesNotExistSinceTheInstanceWouldDoNothing(String roles) {
        assertThatThrownBy(() -> Role.of(roles)).hasMessageContaining("PRESSROOM_ROLES").hasMessageContaining("api, worker, routes");
    }
}
