package dev.pressroom.batch;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** Starts what a job needs: the database, migrated, and the job repository. */
final class Start {

    private Start() {}

    static ConfigurableApplicationContext context() throws CannotStart {
        try {
            return new SpringApplicationBuilder(BatchConfiguration.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false).registerShutdownHook(false).properties("spring.config.name=batch-jobs").run();
        } catch (RuntimeException e) {
            throw new CannotStart("cannot start: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                    + "; check PRESSROOM_DB_URL, PRESSROOM_DB_USER, PRESSROOM_DB_PASSWORD", e);
        }
    }

    static final class CannotStart extends Exception {

        private static final long serialVersionUID = 1L;

        CannotStart(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
