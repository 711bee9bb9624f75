package dev.pressroom.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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
            Set<Role> roles = of(context.getEnvironment().getProperty("pressroom.roles", "api,worker,routes"));
            return attributes != null && Arrays.stream((Role[]) attributes.get("value")).anyMatch(roles::contains);
        }
    }

    /** Throws {@link IllegalArgumentException} when one is unknown or none is named: such an instance would sit there and do nothing. */
    static Set<Role> of(String names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names.strip().split("\\s*,\\s*")) {
            roles.add(Arrays.stream(values()).filter(role -> role.name().equalsIgnoreCase(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("pressroom.roles (PRESSROOM_ROLES) is '" + names + "', and '" + name
                            + "' is no role; name one or several of api, worker, routes")));
        }
        return roles;
    }
}
