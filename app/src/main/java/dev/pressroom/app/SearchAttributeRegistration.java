package dev.pressroom.app;

import dev.pressroom.workflows.Attributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * The deploy command that tells a Temporal namespace the search attributes of orders; those that are there already stay. It reaches Temporal by
 * the service's own settings: address, namespace, TLS, API key.
 */
@Command(name = "register-search-attributes", mixinStandardHelpOptions = true, description = "Tells Temporal the search attributes of orders, once per namespace. Takes the service's settings: PRESSROOM_TEMPORAL_TARGET, PRESSROOM_TEMPORAL_NAMESPACE, and for TLS SPRING_TEMPORAL_CONNECTION_...")
final class SearchAttributeRegistration implements Callable<Integer> {

    @Override
    public Integer call() {
        try (TemporalConnection temporal = TemporalConnection.open()) {
            return register(temporal);
        }
    }

    private static int register(TemporalConnection temporal) {
        String namespace = temporal.namespace();
        String target = temporal.target();
        OperatorServiceStubs stubs = OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder().setChannel(temporal.stubs().getRawChannel()).validateAndBuildWithDefaults());
        try {
            OperatorServiceBlockingStub operator = stubs.blockingStub().withDeadlineAfter(30, TimeUnit.SECONDS);
            Map<String, IndexedValueType> missing = new TreeMap<>(Attributes.all());
            missing.keySet().removeAll(operator
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build()).getCustomAttributesMap()
                    .keySet());
            if (!missing.isEmpty()) {
                operator.addSearchAttributes(
                        AddSearchAttributesRequest.newBuilder().setNamespace(namespace).putAllSearchAttributes(missing).build());
            }
            System.out.println("namespace " + namespace + " at " + target + ": registered " + missing.keySet());
            return 0;
        } catch (StatusRuntimeException e) {
            System.err.println("Temporal at " + target + " did not register the search attributes: " + e.getStatus()
                    + "; check PRESSROOM_TEMPORAL_TARGET, PRESSROOM_TEMPORAL_NAMESPACE and the settings of its connection (docs/configuration.md)");
            return 1;
        }
    }
}
