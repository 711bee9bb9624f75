package dev.pressroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.workers.Workers;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.actuate.endpoint.SimpleHttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class WorkersHealthTest {

    /** The load balancer turned orders and webhooks away from an instance that began while Temporal was gone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"api,worker,routes | 200", "api | 200", "worker,routes | 503"})
    void anInstanceThatTakesOrdersIsReadyWhileTemporalIsAway(String roles, int readiness) {
        WorkflowServiceStubs nobody = WorkflowServiceStubs
                .newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
        try {
            Workers waiting = new Workers(WorkflowClient.newInstance(nobody), factory -> {
            });
            var beans = new StaticListableBeanFactory(Map.of("workers", waiting));
            Health workers = new ServiceConfiguration().workersHealth(beans.getBeanProvider(Workers.class), roles).health();

            assertThat(workers.getDetails()).containsEntry("workers", "not polling yet");
            Status all = new SimpleStatusAggregator().getAggregateStatus(Set.of(Status.UP, workers.getStatus()));
            assertThat(new SimpleHttpCodeStatusMapper().getStatusCode(all)).isEqualTo(readiness);
        } finally {
            nobody.shutdownNow();
        }
    }
}
