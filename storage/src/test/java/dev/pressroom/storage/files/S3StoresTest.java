package dev.pressroom.storage.files;

import static dev.pressroom.storage.files.S3StandIn.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.storage.files.FileStore.WrongContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The file store and the drop in S3, against an S3 in a process of its own. */
class S3StoresTest {

    @TempDir
    private static Path shared;
    private static S3StandIn s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = new S3StandIn(shared);
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void empty() {
        s3.empty();
    }

    @Nested
    class OfFiles extends FileStoreContract {

        @TempDir
        private Path here;
        @TempDir
        private Path elsewhere;
        private Instant now = NOON;
        private S3FileStore store;

        @BeforeEach
        void open() throws IOException {
            store = at(here);
        }

        @Override
        FileStore store() {
            return store;
        }

        @Override
        List<String> kept() {
            return s3.keys();
        }

        @Test
        void readsWhatAnotherInstanceStored() throws IOException {
            store.put(bytes("hello"), 5, null);

            S3FileStore other = at(elsewhere);
            assertThat(other.exists(HELLO)).isTrue();
            assertThat(other.path(HELLO)).hasContent("hello").startsWith(elsewhere);
        }

        @Test
        void refusesAnObjectThatIsNotWhatItsNameSays() throws IOException {
            s3.client().putObject(to -> to.bucket(BUCKET).key("files/2c/f2/" + HELLO), RequestBody.fromString("hell"));

            assertThatThrownBy(() -> store.path(HELLO)).isInstanceOf(WrongContent.class);
        }

        @Test
        void forgetsHereWhatNobodyUsedForADay() throws IOException {
            store.put(bytes("hello"), 5, null);
            Path copy = store.path(HELLO);
            String other = store.put(bytes("other"), 5, null).sha256();
            now = NOON.plus(Duration.ofHours(20));
            Path used = store.path(other);
            now = NOON.plus(Duration.ofHours(25));

            store.put(bytes("a third"), 9, null);

            assertThat(copy).doesNotExist();
            assertThat(used).exists();
            assertThat(store.path(HELLO)).hasContent("hello");
        }

        private S3FileStore at(Path lately) throws IOException {
            Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
            return new S3FileStore(s3.client(), S3Place.of("s3://" + BUCKET + "/files"), new FolderFileStore(lately, clock), clock);
        }
    }

    @Nested
    class OfTheDrop extends DropStoreContract {

        private final DropStore store = new S3DropStore(s3.client(), S3Place.of("s3://" + BUCKET + "/night/drop"));

        @Override
        DropStore store() {
            return store;
        }

        @Override
        void drop(String carrier, String name, String content) {
            s3.client().putObject(to -> to.bucket(BUCKET).key("night/drop/" + carrier + "/" + name),
                    RequestBody.fromBytes(content.getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void isNotThereWithoutItsBucket() throws IOException {
            assertThat(new S3DropStore(s3.client(), S3Place.of("s3://no-such-bucket/drop")).exists()).isFalse();
            assertThat(store.locate("dpd", "A")).isEqualTo("s3://pressroom/night/drop/dpd/A");
        }
    }

    @Test
    void readsPlacesAndRefusesWhatIsNone() {
        assertThat(S3Place.of("s3://bucket")).isEqualTo(new S3Place("bucket", ""));
        assertThat(S3Place.of("s3://bucket/a/b/")).isEqualTo(new S3Place("bucket", "a/b/"));
        for (String none : List.of("s3:/bucket", "s3://", "s3://B/x")) {
            assertThatThrownBy(() -> S3Place.of(none)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("s3://bucket/prefix");
        }
        assertThat(S3Place
                .client(Map.of("AWS_ENDPOINT_URL", "http://localhost:1", "AWS_ENDPOINT_URL_S3",
                        "http://localhost:2"))
                .serviceClientConfiguration().endpointOverride()).hasValueSatisfying(at -> assertThat(at).hasPort(2));
    }
}
