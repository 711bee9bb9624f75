package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

class ManagementSecurityTest {

    @Nested
    @ApiTest
    @TestPropertySource(properties = "management.server.port=0")
    class OnAPortOfItsOwn {

        @Autowired
        private ApiCaller api;

        @Test
        void opensHealthThereOnly(@LocalManagementPort int port) {
            ApiCaller management = new ApiCaller(port);

            assertThat(management.get("/actuator/health", NOBODY).status()).isEqualTo(200);
            assertThat(management.get("/actuator/env", NOBODY).status()).isIn(401, 403);
            assertThat(management.get("/actuator/env", ApiCaller.DESK).status()).isIn(401, 403);
            assertThat(api.get("/actuator/health", NOBODY).status()).isEqualTo(401);
        }
    }

    @Nested
    @ApiTest
    @TestPropertySource(properties = "pressroom.api.open-health=true")
    class OnTheServicesPort {

        @Autowired
        private ApiCaller api;

        @Test
        void opensHealthWhenConfigured() {
            assertThat(api.get("/actuator/health", NOBODY).status()).isEqualTo(200);
            assertThat(api.get("/actuator/env", NOBODY).status()).isIn(401, 403);
        }
    }
}
