package dev.pressroom.app.workers;

import dev.pressroom.app.workers.PhotoFetch.Unavailable;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.rendering.Crop;
import dev.pressroom.rendering.PhotoPlacement;
import dev.pressroom.rendering.PrintFile;
import dev.pressroom.rendering.PrintProfile;
import dev.pressroom.rendering.Problem;
import dev.pressroom.rendering.Renderer;
import dev.pressroom.rendering.Rendering;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.artwork.ArtworkShelf.OrderedPhotos;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.workflows.ArtworkActivities;
import dev.pressroom.workflows.OrderJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.util.FileSystemUtils;

/**
 * Photos to print-ready files for the chosen printer. What was made before from the same photos for the same print profile is used again, so
 * a repeat costs nothing and gives the same bytes.
 */
public final class ArtworkPreparation implements ArtworkActivities {

    private static final String RENDERER = "1";
    private static final PrintProfile.Resolution RESOLUTION = new PrintProfile.Resolution(150, 60);
    private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;

    private final ArtworkShelf shelf;
    private final FileStore files;
    private final PhotoFetch photos;
    private final Function<String, PrinterProfile> printers;
    private final Renderer renderer = new Renderer();

    public ArtworkPreparation(ArtworkShelf shelf, FileStore files, PhotoFetch photos, Function<String, PrinterProfile> printers) {
        this.shelf = shelf;
        this.files = files;
        this.photos = photos;
        this.printers = printers;
    }

    /** A photo as ordered. */
    record OrderedPhoto(@Nullable String name, String url, @Nullable String sha256, @Nullable OrderedCrop crop) {}

    record OrderedCrop(double x, double y, double zoom) {}

    private record PlacedPhoto(String sha256, String label, Crop crop) {}

    @Override
    public StepResult prepare(JobKey job, String printer) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("order", job.orderId()); MDC.MDCCloseable _ = MDC.putCloseable("job", job.toString())) {
            return Heartbeats.during(() -> prepareNow(job, printer));
        }
    }

    @Override
    public StepResult check(String orderId) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("order", orderId)) {
            return Heartbeats.during(() -> checkNow(orderId));
        }
    }

    private StepResult checkNow(String orderId) {
        try {
            for (OrderedPhotos item : shelf.photos(orderId)) {
                fetch(item);
            }
            return new StepResult.Prepared();
        } catch (Unavailable e) {
            return new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking the photos of " + orderId, e);
        }
    }

    private StepResult prepareNow(JobKey job, String printer) {
        PrinterProfile profile = printers.apply(printer);
        List<String> items = Arrays.stream(OrderJson.read(shelf.jobItems(job).orElseThrow(), ItemQuantity[].class)).map(ItemQuantity::item)
                .toList();
        if (shelf.adopt(job, profile.id(), items.size())) {
            return new StepResult.Prepared();
        }
        try {
            for (OrderedPhotos item : shelf.photos(job.orderId())) {
                if (items.contains(item.itemId())) {
                    Optional<StepResult> refused = prepare(job, profile, item);
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                }
            }
        } catch (Unavailable e) {
            return new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("preparing artwork of " + job + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while preparing artwork of " + job, e);
        }
        return new StepResult.Prepared();
    }

    private Optional<StepResult> prepare(JobKey job, PrinterProfile profile, OrderedPhotos item)
            throws Unavailable, IOException, InterruptedException {
        PrinterProfile.PrinterProduct product = profile.products().get(item.product());
        if (product == null) {
            return Optional.of(new StepResult.NotPrepared(AttentionCode.NO_PRINTER,
                    "item " + item.itemId() + ": " + profile.id() + " no longer makes " + item.product()));
        }
        PrintProfile print = print(product.print());
        List<PlacedPhoto> placed = fetch(item);
        String key = sha256(RENDERER + "\n" + print + "\n"
                + placed.stream().map(photo -> photo.sha256() + " " + photo.crop()).collect(Collectors.joining("\n")));
        if (shelf.prepared(key).isEmpty()) {
            Optional<StepResult> refused = render(key, print, placed);
            if (refused.isPresent()) {
                return refused;
            }
        }
        shelf.assign(job, profile.id(), item.itemId(), key);
        return Optional.empty();
    }

    private List<PlacedPhoto> fetch(OrderedPhotos item) throws Unavailable, InterruptedException {
        List<PlacedPhoto> placed = new ArrayList<>();
        int number = 0;
        for (OrderedPhoto photo : OrderJson.read(item.photos(), OrderedPhoto[].class)) {
            number++;
            String label = "item " + item.itemId() + ", photo " + number + (photo.name() == null ? "" : " (" + photo.name() + ")");
            try {
                String sha256 = photos.fetch(photo.url(), photo.sha256());
                OrderedCrop crop = photo.crop();
                placed.add(new PlacedPhoto(sha256, label, crop == null ? Crop.CENTRE : new Crop(crop.x(), crop.y(), crop.zoom())));
            } catch (Unavailable e) {
                throw new Unavailable(label + ": " + e.getMessage());
            }
        }
        return placed;
    }

    private Optional<StepResult> render(String key, PrintProfile print, List<PlacedPhoto> placed) throws IOException {
        Path folder = Files.createTempDirectory("artwork-");
        try {
            List<PhotoPlacement> placements = new ArrayList<>();
            for (PlacedPhoto photo : placed) {
                placements.add(new PhotoPlacement(files.path(photo.sha256()), photo.label(), photo.crop()));
            }
            return switch (renderer.render(print, placements, folder)) {
                case Rendering.Refused(List<Problem> problems) -> Optional.of(new StepResult.NotPrepared(AttentionCode.ARTWORK_REFUSED,
                        problems.stream().map(Problem::message).collect(Collectors.joining(" | "))));
                case Rendering.Rendered(List<PrintFile> made, List<Problem> warnings) -> {
                    List<Artwork> artwork = new ArrayList<>();
                    for (PrintFile file : made) {
                        files.put(file.path());
                        artwork.add(new Artwork(file.name(), Artwork.Role.valueOf(file.role().name()), file.bytes(), file.pages(),
                                file.sha256(), file.md5()));
                    }
                    shelf.keep(key, OrderJson.write(artwork));
                    yield Optional.empty();
                }
            };
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static PrintProfile print(PrinterProfile.Print print) {
        return new PrintProfile("%s-%sx%s+%s".formatted(print.layout(), print.trimWidth(), print.trimHeight(), print.bleed()),
                print.trimWidth(), print.trimHeight(), print.bleed(), PrintProfile.FileLayout.valueOf(print.layout()),
                new PrintProfile.Pages(print.pageMinimum(), print.pageMaximum(), print.pageMultiple()), RESOLUTION, MOST_BYTES, null);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
