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
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** The deploy command that tells a Temporal namespace the search attributes of orders; those that are there already stay. */
@Command(name = "register-search-attributes", mixinStandardHelpOptions = true, description = "Tells Temporal the search attributes of orders, once per namespace (PRESSROOM_TEMPORAL_TARGET, PRESSROOM_TEMPORAL_NAMESPACE).")
final class SearchAttributeRegistration implements Callable<Integer> {

    @Override
    public Integer call() {
        String target = Optional.ofNullable(System.getenv("PRESSROOM_TEMPORAL_TARGET")).orElse("127.0.0.1:7233");
        String namespace = Optional.ofNullable(System.getenv("PRESSROOM_TEMPORAL_NAMESPACE")).orElse("default");
        OperatorServiceStubs stubs = OperatorServiceStubs
                .newServiceStubs(OperatorServiceStubsOptions.newBuilder().setTarget(target).validateAndBuildWithDefaults());
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
            System.err.println(
                    "Temporal at " + target + " (PRESSROOM_TEMPORAL_TARGET) did not register the search attributes: " + e.getStatus());
            return 1;
        } finally {
            stubs.shutdownNow();
        }
    }
}
