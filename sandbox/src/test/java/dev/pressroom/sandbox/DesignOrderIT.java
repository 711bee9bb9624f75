package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.preflight.FilePreflight;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import dev.pressroom.rendering.templates.Autobook;
import dev.pressroom.rendering.templates.Templates;
import dev.pressroom.sandbox.printers.ReceivedJob;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Books that were designed: from a folder of photographs over a template, the order and the rendering to the printer's own folder. */
@ExtendWith(SharedWorld.class)
class DesignOrderIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int SHIPPED_TO_GERMANY = 4;
    private static final int PHOTOS = 12;
    private static final PrintProfile A4 = PrintProfiles.find("book-a4-landscape");

    private final World world;
    @TempDir
    private Path folder;
    private HttpServer customer;

    DesignOrderIT(World world) {
        this.world = world;
    }

    @BeforeEach
    void start() throws IOException {
        for (int i = 1; i <= PHOTOS; i++) {
            var picture = new BufferedImage(1400, 1000, BufferedImage.TYPE_INT_RGB);
            var g = picture.createGraphics();
            g.setColor(Color.getHSBColor(i / (float) PHOTOS, 0.5f, 0.9f));
            g.fillRect(0, 0, 1400, 1000);
            g.dispose();
            ImageIO.write(picture, "jpg", folder.resolve(name(i)).toFile());
        }
        customer = SimpleFileServer.createFileServer(new InetSocketAddress(Layout.HOST, 0), folder, SimpleFileServer.OutputLevel.NONE);
        customer.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        customer.start();
    }

    @AfterEach
    void stop() {
        customer.stop(0);
    }

    private static String name(int photo) {
        return String.format(Locale.ROOT, "photo-%02d.jpg", photo);
    }

    /** What {@code autobook} makes of the folder, as text. */
    private String design() throws IOException {
        var inspector = new PhotoInspector(PhotoLimits.DEFAULT);
        List<Autobook.Named> photos = new ArrayList<>();
        for (int i = 1; i <= PHOTOS; i++) {
            photos.add(new Autobook.Named(name(i), (Photo) inspector.inspect(folder.resolve(name(i)), name(i))));
        }
        var words = new Autobook.Words("Summer at the sea", "", 2026, Locale.ENGLISH, OptionalDouble.empty());
        Design design = Autobook.design("summer", Templates.find("book-classic"), A4, words, photos);
        return new String(design.json(), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> place(String order, ServiceLevel service, String design) {
        ObjectNode json = (ObjectNode) Shop.read(world.sandbox.shop().json(order, SHIPPED_TO_GERMANY));
        json.put("service", service.name());
        ObjectNode item = (ObjectNode) json.at("/items/0");
        item.put("product", "PHOTOBOOK-A4");
        item.set("design", Shop.read(design));
        ArrayNode photos = item.putArray("photos");
        for (int i = 1; i <= PHOTOS; i++) {
            photos.addObject().put("name", name(i)).put("url",
                    "http://" + Layout.HOST + ":" + customer.getAddress().getPort() + "/" + name(i));
        }
        return world.sandbox.shop().post("/v1/orders", json.toString());
    }

    private void placed(String order, ServiceLevel service, String design) {
        HttpResponse<String> answer = place(order, service, design);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private JsonNode awaitAttention(String order) {
        World.await(order + " needs a person", SOON, () -> !world.attention(order).isEmpty());
        return world.sandbox.shop().order(order).at("/order/attention");
    }

    @Test
    void aDesignedBookComesToThePrinterAsCoverAndBlockAndIsDelivered() throws IOException {
        placed("designed", ServiceLevel.STANDARD, design());
        World.await("designed at its printer", SOON, () -> world.received("elanders-de", "designed").size() == 1);
        ReceivedJob job = world.received("elanders-de", "designed").getFirst();
        Path drop;
        try (Stream<Path> all = Files.walk(world.layout.state())) {
            drop = all.filter(path -> path.getFileName().toString().equals(job.submission().reference())).findFirst().orElseThrow();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(drop)) {
            files = all.filter(path -> path.toString().endsWith(".pdf")).sorted().toList();
        }
        assertThat(files).hasSize(2);
        assertThat(files).extracting(file -> check(file, Role.COVER)).containsOnlyOnce(0L);
        assertThat(files).extracting(file -> check(file, Role.BLOCK)).containsOnlyOnce(0L);

        assertThat(world.count("SELECT count(*) FROM pressroom.arrived_photos WHERE order_id = 'designed'")).isEqualTo(PHOTOS);
        world.awaitDelivered(List.of("designed"), Duration.ofMinutes(3));
    }

    private static long check(Path file, Role role) {
        try {
            return FilePreflight.check(file, file.getFileName().toString(), A4,
                    new FilePreflight.Expected(role, OptionalInt.of(26), OptionalDouble.empty()), _ -> {
                    }).errors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDesignThatPreflightRefusesParksTheOrderWithWhatTheCustomerMustDo() throws IOException {
        String design = design();
        ImageIO.write(new BufferedImage(140, 100, BufferedImage.TYPE_INT_RGB), "jpg", folder.resolve(name(5)).toFile());
        placed("small", ServiceLevel.STANDARD, design);
        JsonNode attention = awaitAttention("small");
        assertThat(attention.get("code").asString()).isEqualTo("ARTWORK_REFUSED");
        assertThat(attention.get("about").asString())
                .containsPattern("summer, page \\d+: the resolution is too low \\(photo-05.jpg: 140 x 100 pixels")
                .contains("Use a larger photograph");
        assertThat(world.count("SELECT count(*) FROM pressroom.attempts WHERE order_id = 'small' AND state <> 'PLANNED'")).isZero();
    }

    @Test
    void aPhotoThatIsCutOffIsToldWhileTheOrderMayStillBeChanged() throws IOException {
        String design = design();
        byte[] whole = Files.readAllBytes(folder.resolve(name(3)));
        Files.write(folder.resolve(name(3)), Arrays.copyOf(whole, whole.length / 2));
        placed("interrupted", ServiceLevel.OVERNIGHT, design);
        JsonNode attention = awaitAttention("interrupted");
        assertThat(attention.get("code").asString()).isEqualTo("ARTWORK_REFUSED");
        assertThat(attention.get("about").asString()).contains("item 1, photo 3 (photo-03.jpg): the file ends before the picture does");
        assertThat(world.count("SELECT count(*) FROM pressroom.jobs WHERE order_id = 'interrupted'")).isZero();
    }

    @Test
    void whatNoPrinterOfTheProductCouldPrintIsRefusedAtTheDoor() throws IOException {
        ObjectNode design = (ObjectNode) Shop.read(design());
        ArrayNode pages = (ArrayNode) design.get("pages");
        while (pages.size() > 3) {
            pages.remove(3);
        }
        HttpResponse<String> answer = place("short", ServiceLevel.STANDARD, design.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("/items/0/design", "3 pages", "26 to 160", "Add pages");

        HttpResponse<String> overflows = place("overflows", ServiceLevel.STANDARD,
                design().replace("Summer at the sea", "Summer at the sea ".repeat(60).strip()));
        assertThat(overflows.statusCode()).as(overflows.body()).isEqualTo(422);
        assertThat(overflows.body()).contains("/items/0/design", "page 1: the text does not fit its box", "Shorten the text");
    }
}
