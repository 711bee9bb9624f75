package dev.pressroom.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What an instance does; each role scales alone. {@code pressroom.roles} names them, by default all. */
public enum Role {
    /** Serves HTTP: orders, webhooks, tickets, artwork. */
    API,
    /** Polls the task queue of orders, relays facts, sweeps. */
    WORKER,
    /** Polls the task queue of printers and runs the routes. */
    ROUTES;

    /** Present only in instances of one of these roles. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Conditional(Has.class)
    public @interface Only {
        Role[] value();
    }

    static final class Has implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Map<String, Object> attributes = metadata.getAnnotationAttributes(Only.class.getName());
            String roles = context.getEnvironment().getProperty("pressroom.roles", "api,worker,routes").toUpperCase(Locale.ROOT);
            return attributes != null && Arrays.stream((Role[]) attributes.get("value"))
                    .anyMatch(role -> Arrays.asList(roles.split("\\s*,\\s*")).contains(role.name()));
        }
    }
}
