package dev.pressroom.app.workers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pressroom.app.artwork.PrintRules;
import dev.pressroom.orders.Address;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Secrets;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.storage.files.FolderFileStore;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.NewOrder;
import dev.pressroom.workflows.ArtworkActivities;
import dev.pressroom.workflows.OrderJson;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtworkPreparationTest {

    private static final Path CONFIG = Path.of("../sandbox/src/main/resources/pressroom.config");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Database database = Database.fresh();
    private final ArtworkShelf shelf = new ArtworkShelf(database.jdbc(), Clock.systemUTC());
    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger looked = new AtomicInteger();
    private volatile int shade = 10;
    @TempDir
    private Path folder;
    private HttpServer shop;
    private PhotoFetch photos;
    @AutoClose
    private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build()).build());
    private ArtworkActivities preparation;

    @BeforeEach
    void start() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            fetched.incrementAndGet();
            byte[] photo = photo(shade);
            exchange.sendResponseHeaders(200, photo.length);
            exchange.getResponseBody().write(photo);
            exchange.close();
        });
        shop.start();
        FileStore files = counted(new FolderFileStore(folder, Clock.systemUTC()));
        photos = new PhotoFetch(files, true);
        Map<String, PrinterProfile> printers = PrinterProfiles.load(CONFIG.resolve("printers"), null, Secrets.ofProcess().orEmpty())
                .profiles();
        activities.registerActivitiesImplementations(
                new ArtworkPreparation(shelf, files, photos, printers::get, PrintRules.in(folder)));
        preparation = activities.newActivityStub(ArtworkActivities.class,
                ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
        String photo = "[{\"url\": \"http://127.0.0.1:%d/%s.jpg\"}]";
        new Intake(database.jdbc(), database.transactions()).place(new NewOrder("A-1", "demo", ServiceLevel.STANDARD,
                new Address("Ada Example", null, "Weg 1", null, "10115", "Berlin", null, "DE", null, null),
                Stream.of("a", "b")
                        .map(item -> new NewOrder.Item(item, "PRINT-10X15", 1, photo.formatted(shop.getAddress().getPort(), item)))
                        .toList(),
                "hash", "demo", NOON, """
                    {"type": "OrderPlaced", "told": {"source": "shop/demo", "key": "A-1", "occurredAt": "%s", "receivedAt": "%s"}}"""
                        .formatted(NOON, NOON)));
    }

    private FileStore counted(FileStore folders) {
        return new FileStore() {
            @Override
            public Stored put(InputStream content, long maxBytes, String sha256) throws IOException {
                stored.incrementAndGet();
                return folders.put(content, maxBytes, sha256);
            }

            @Override
            public Path path(String sha256) throws IOException {
                return folders.path(sha256);
            }

            @Override
            public boolean exists(String sha256) {
                looked.incrementAndGet();
                return folders.exists(sha256);
            }
        };
    }

    @AfterEach
    void stop() throws IOException {
        photos.close();
        shop.stop(0);
    }

    private static byte[] photo(int shade) throws IOException {
        BufferedImage image = new BufferedImage(1900, 1280, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            image.setRGB(x, x % image.getHeight(), shade * 1000);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    private List<ArtworkShelf.ItemFiles> prepared(int job, String printer, Integer reprintOf, String... items) {
        String json = Stream.of(items).map(item -> "{\"item\": \"" + item + "\", \"quantity\": 1}").toList().toString();
        database.jdbc()
                .sql("""
                    INSERT INTO jobs (order_id, job, items, status, printer_id, attempt, reprint_of) VALUES ('A-1', ?, ?::jsonb, 'PREPARING', ?, 1, ?)
                    """)
                .params(job, json, printer, reprintOf).update();
        JobKey key = new JobKey("A-1", job, 1);
        assertThat(preparation.prepare(key, printer)).isEqualTo(new StepResult.Prepared());
        return shelf.files(key, printer);
    }

    @Test
    void aReprintOfOneItemElsewhereIsTheSameBytesAlthoughTheShopsPhotoChanged() {
        List<ArtworkShelf.ItemFiles> first = prepared(1, "elanders-de", null, "a", "b");
        assertThat(first).hasSize(2).allSatisfy(item -> assertThat(item.files()).contains("\"sha256\""));
        assertThat(fetched).hasValue(2);
        shade = 200;

        assertThat(prepared(2, "prodigi-uk", 1, "b")).containsExactly(first.get(1));
        assertThat(prepared(3, "elanders-de", 1, "a")).containsExactly(first.get(0));
        assertThat(fetched).as("no photo is fetched again").hasValue(2);
    }

    @Test
    void aPhotoThatStandsTwiceInAnOrderIsSettledOnceAndAskedForOnceAfterwards() {
        assertThat(preparation.check("A-1")).isEqualTo(new StepResult.Prepared());
        assertThat(database.jdbc().sql("SELECT count(*) FROM settled_photos").query(Integer.class).single()).isOne();
        assertThat(stored).as("what came, and what it became").hasValue(3);
        looked.set(0);
        assertThat(preparation.check("A-1")).isEqualTo(new StepResult.Prepared());
        assertThat(looked).as("one look for each of the two places").hasValue(2);
    }

    @Test
    void whatWasCheckedInTheGraceWindowIsWhatIsPrinted() {
        assertThat(preparation.check("A-1")).isEqualTo(new StepResult.Prepared());
        shop.stop(0);
        assertThat(prepared(1, "elanders-de", null, "a", "b")).hasSize(2);
    }
}
