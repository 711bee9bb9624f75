package dev.pressroom.sandbox.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OverheardTest {

    @Test
    void namesWhoWroteASecretInALineOrInTheCauseOfAnExceptionAndNobodyElse() {
        try (Overheard overheard = new Overheard(List.of("s3cret", "Holstenstr. 48"))) {
            LoggerFactory.getLogger("dev.pressroom.routes.Careful").debug("login of {}", "printer");
            LoggerFactory.getLogger("dev.pressroom.routes.Careless").debug("password {}", "s3cret");
            LoggerFactory.getLogger("org.apache.camel.Careless").warn("failed",
                    new IllegalStateException("x", new IllegalArgumentException("Holstenstr. 48")));
            LoggerFactory.getLogger("dev.pressroom.sandbox.printers.Simulated").warn("s3cret");

            assertThat(overheard.tattlers()).containsExactlyInAnyOrder("dev.pressroom.routes.Careless", "org.apache.camel.Careless");
            assertThat(overheard.lines()).isGreaterThanOrEqualTo(3);
        }
    }
}
