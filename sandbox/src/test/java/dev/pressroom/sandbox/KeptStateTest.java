package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class KeptStateTest {

    private static final int TLS_HANDSHAKE = 0x16;

    @AfterEach
    void clear() {
        System.clearProperty("PRESSROOM_TEMPORAL_TARGET");
        System.clearProperty("spring.temporal.connection.enable-https");
    }

    @Test
    void reachesAServicesTemporalByTheServicesOwnSettingsOfTls() throws Exception {
        try (ServerSocket temporal = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> {
                try (Socket client = temporal.accept()) {
                    return client.getInputStream().read();
                } catch (IOException e) {
                    return -1;
                }
            }, task -> Thread.ofPlatform().daemon().start(task));
            System.setProperty("PRESSROOM_TEMPORAL_TARGET", "127.0.0.1:" + temporal.getLocalPort());
            System.setProperty("spring.temporal.connection.enable-https", "true");
            try (KeptState state = KeptState.of(Path.of(""), Map.of("PRESSROOM_TEMPORAL_TARGET", "127.0.0.1:" + temporal.getLocalPort()))) {
                // Nobody answers it: it ends, and its failure stays in the future, when the state is closed.
                var _ = CompletableFuture.supplyAsync(() -> state.temporal().listExecutions("").findFirst(),
                        task -> Thread.ofPlatform().daemon().start(task));
                assertThat(firstByte.get(30, TimeUnit.SECONDS)).isEqualTo(TLS_HANDSHAKE);
            }
        }
    }

    @Test
    void takesTheServicesDefaultsForWhatIsNotSaidOfAServiceElsewhere() {
        try (KeptState state = KeptState.of(Path.of(""), Map.of("PRESSROOM_TEMPORAL_TARGET", "temporal:7233"))) {
            assertThat(state.record()).isInstanceOfSatisfying(PGSimpleDataSource.class, source -> {
                assertThat(source.getUser()).isEqualTo("pressroom");
                assertThat(source.getPortNumbers()).containsExactly(5432);
                assertThat(source.getDatabaseName()).isEqualTo("pressroom");
            });
            assertThat(state.lists()).isEmpty();
        }
    }

    @Test
    void aRecordThatDoesNotAnswerIsToldInALine() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (KeptState state = KeptState.of(Path.of(""), Map.of("PRESSROOM_DB_URL", "jdbc:postgresql://127.0.0.1:" + nobody + "/x"))) {
            Throwable away = catchThrowable(() -> WhyCommand.tell(state.record(), "A-1", System.out));
            assertThat(SandboxCommand.told((Exception) away)).get().asString().contains("the record does not answer", "PRESSROOM_DB_URL");
        }
    }

    @Test
    void aFolderWithoutASandboxsStateSaysWhatToDo() {
        assertThatThrownBy(() -> KeptState.of(new Layout(Path.of(""), Path.of("nowhere"), 0))).isInstanceOf(SandboxProblem.class)
                .hasMessageContaining("--state");
    }
}
