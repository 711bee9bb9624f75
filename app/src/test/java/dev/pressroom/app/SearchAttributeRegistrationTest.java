package dev.pressroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.workflows.Attributes;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchAttributeRegistrationTest {

    private static final int TLS_HANDSHAKE = 0x16;
    private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

    private final List<String> set = new ArrayList<>();

    private void set(String property, String value) {
        System.setProperty(property, value);
        set.add(property);
    }

    @AfterEach
    void clear() {
        set.forEach(System::clearProperty);
    }

    @Test
    void registersWhatIsMissingAndNothingTheSecondTime() throws IOException {
        Map<String, IndexedValueType> known = new ConcurrentHashMap<>(Map.of("OrderStage",
                IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, "Theirs", IndexedValueType.INDEXED_VALUE_TYPE_INT));
        List<AddSearchAttributesRequest> asked = new CopyOnWriteArrayList<>();
        Server temporal = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(operator(known, asked)).build().start();
        try {
            set("PRESSROOM_TEMPORAL_TARGET", "127.0.0.1:" + temporal.getPort());
            set("PRESSROOM_TEMPORAL_NAMESPACE", "print");
            assertThat(new SearchAttributeRegistration().call()).isZero();
            assertThat(new SearchAttributeRegistration().call()).isZero();
        } finally {
            temporal.shutdownNow();
        }

        assertThat(known).containsAllEntriesOf(Attributes.all()).containsKey("Theirs");
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.getNamespace()).isEqualTo("print");
            assertThat(request.getSearchAttributesMap()).doesNotContainKey("OrderStage").hasSize(Attributes.all().size() - 1);
        });
    }

    /** Temporal as far as it is asked here; the in-JVM test server serves no operators. */
    private static OperatorServiceImplBase operator(Map<String, IndexedValueType> known, List<AddSearchAttributesRequest> asked) {
        return new OperatorServiceImplBase() {
            @Override
            public void listSearchAttributes(ListSearchAttributesRequest request, StreamObserver<ListSearchAttributesResponse> answer) {
                answer.onNext(ListSearchAttributesResponse.newBuilder().putAllCustomAttributes(known).build());
                answer.onCompleted();
            }

            @Override
            public void addSearchAttributes(AddSearchAttributesRequest request, StreamObserver<AddSearchAttributesResponse> answer) {
                asked.add(request);
                known.putAll(request.getSearchAttributesMap());
                answer.onNext(AddSearchAttributesResponse.getDefaultInstance());
                answer.onCompleted();
            }
        };
    }

    @Test
    void reachesTemporalByTheServicesOwnSettingsOfTls() throws Exception {
        try (ServerSocket temporal = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> {
                try (Socket client = temporal.accept()) {
                    return client.getInputStream().read();
                } catch (IOException e) {
                    return -1;
                }
            }, OWN_THREAD);
            set("PRESSROOM_TEMPORAL_TARGET", "127.0.0.1:" + temporal.getLocalPort());
            set("spring.temporal.connection.enable-https", "true");
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> new SearchAttributeRegistration().call(), OWN_THREAD);

            assertThat(firstByte.get(30, TimeUnit.SECONDS)).isEqualTo(TLS_HANDSHAKE);
            temporal.close();
            assertThat(exit.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }
}
