package dev.pressroom.app.workers;

import dev.pressroom.app.tracing.TracedWorkers;
import dev.pressroom.workflows.Attributes;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The life of this instance's Temporal workers. They start in the background as soon as Temporal answers and knows our search attributes, so
 * that orders are taken in while Temporal is away. Stopping lets running activities finish.
 */
public final class Workers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(25);

    private final WorkflowClient client;
    private final Consumer<WorkerFactory> registration;
    private volatile boolean running;
    private volatile boolean polling;
    private volatile WorkerFactory factory;
    private Thread starter = Thread.ofPlatform().unstarted(() -> {
    });

    /** @param registration registers this instance's workflows and activities, by its roles */
    public Workers(WorkflowClient client, Consumer<WorkerFactory> registration) {
        this.client = client;
        this.registration = registration;
        this.factory = newFactory();
    }

    private WorkerFactory newFactory() {
        return WorkerFactory.newInstance(client, WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new TracedWorkers()).build());
    }

    /** Whether workers poll: then this instance is ready. */
    public boolean polling() {
        return polling;
    }

    @Override
    public void start() {
        running = true;
        starter = Thread.ofPlatform().name("workers-start").daemon().start(this::startWhenTemporalIsThere);
    }

    private void startWhenTemporalIsThere() {
        String last = "";
        while (running) {
            try {
                checkSearchAttributes();
                registration.accept(factory);
                factory.start();
                polling = true;
                LOG.info("workers poll namespace {}", client.getOptions().getNamespace());
                return;
            } catch (RuntimeException e) {
                factory = newFactory();
                if (!last.equals(e.toString())) {
                    LOG.warn("workers not started, trying again every {} s: {}", TRY_AGAIN.toSeconds(), e.getMessage());
                    last = e.toString();
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(TRY_AGAIN.toMillis());
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    /** Without the attributes every upsert would fail its workflow task for ever. */
    private void checkSearchAttributes() {
        String namespace = client.getOptions().getNamespace();
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(client.getWorkflowServiceStubs().getRawChannel()).validateAndBuildWithDefaults());
        Map<String, ?> known = operator.blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS)
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build()).getCustomAttributesMap();
        Set<String> missing = new TreeSet<>(Attributes.all().keySet());
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("namespace " + namespace + " does not know the search attributes " + missing
                    + "; register them: ./pressroom register-search-attributes");
        }
    }

    @Override
    public void stop() {
        running = false;
        polling = false;
        starter.interrupt();
        factory.shutdown();
        factory.awaitTermination(FINISH_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    /** Started after the routes, which its activities use. */
    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
