package dev.pressroom.app;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.properties.TemporalProperties;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Temporal as the service reaches it, for a command: address, namespace, TLS and API key by the same settings. Nothing is connected before
 * the first call; closing it ends its connections.
 */
public final class TemporalConnection implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ServiceStubsAutoConfiguration.class)
    static class Stubs {
    }

    private final ConfigurableApplicationContext context;

    private TemporalConnection(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static TemporalConnection open() {
        return new TemporalConnection(new SpringApplicationBuilder(Stubs.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false).run("--logging.level.root=WARN"));
    }

    public WorkflowServiceStubs stubs() {
        return context.getBean(WorkflowServiceStubs.class);
    }

    public String target() {
        return String.valueOf(context.getBean(TemporalProperties.class).getConnection().getTarget());
    }

    public String namespace() {
        return context.getBean(TemporalProperties.class).getNamespace();
    }

    @Override
    public void close() {
        context.close();
    }
}
