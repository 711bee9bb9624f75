package dev.pressroom.app.workers;

import dev.pressroom.app.workers.PhotoFetch.Unavailable;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.PrintFile;
import dev.pressroom.rendering.Renderer;
import dev.pressroom.rendering.Rendering;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.photos.Inspection;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoIntake;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import dev.pressroom.rendering.templates.OnePerPage;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

    private static final PrintProfile.Resolution RESOLUTION = new PrintProfile.Resolution(60, 150, 2400);
    private static final double SAFE_MM = 3;
    private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;

    private final ArtworkShelf shelf;
    private final FileStore files;
    private final PhotoFetch photos;
    private final Function<String, PrinterProfile> printers;
    private final Path profiles;
    private final Renderer renderer = new Renderer();
    private final PhotoIntake intake = new PhotoIntake(new PhotoInspector(PhotoLimits.DEFAULT));

    /** @param profiles folder of print profiles of one's own, {@code NAME.yaml}; those that come with the product need none */
    public ArtworkPreparation(ArtworkShelf shelf, FileStore files, PhotoFetch photos, Function<String, PrinterProfile> printers,
            Path profiles) {
        this.shelf = shelf;
        this.files = files;
        this.photos = photos;
        this.printers = printers;
        this.profiles = profiles;
    }

    /** A photo as ordered. */
    record OrderedPhoto(@Nullable String name, String url, @Nullable String sha256, @Nullable OrderedCrop crop) {}

    record OrderedCrop(double x, double y, double zoom) {}

    private record PlacedPhoto(String sha256, String label, @Nullable String name, Crop crop) {}

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
                fetch(orderId, item);
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
        PrintProfile print;
        try {
            print = print(product.print());
        } catch (IllegalArgumentException wrong) {
            return Optional.of(new StepResult.NotPrepared(AttentionCode.NO_PRINTER,
                    "item " + item.itemId() + ": the print profile of " + profile.id() + " cannot be used: " + wrong.getMessage()));
        }
        List<PlacedPhoto> placed = fetch(job.orderId(), item);
        String key = sha256(Renderer.VERSION + "\n" + print + "\n" + (item.design() == null ? "" : item.design() + "\n")
                + placed.stream().map(photo -> photo.sha256() + " " + photo.crop()).collect(Collectors.joining("\n")));
        if (shelf.prepared(key).isEmpty()) {
            Optional<StepResult> refused = render(item, key, print, placed);
            if (refused.isPresent()) {
                return refused;
            }
        }
        shelf.assign(job, profile.id(), item.itemId(), key);
        return Optional.empty();
    }

    /** A photo that is here is not fetched again: a job at another printer and a reprint are made from what the first one was made from. */
    private List<PlacedPhoto> fetch(String orderId, OrderedPhotos item) throws Unavailable, InterruptedException {
        List<PlacedPhoto> placed = new ArrayList<>();
        int number = 0;
        for (OrderedPhoto photo : OrderJson.read(item.photos(), OrderedPhoto[].class)) {
            number++;
            String label = "item " + item.itemId() + ", photo " + number + (photo.name() == null ? "" : " (" + photo.name() + ")");
            try {
                String ordered = photo.sha256();
                String known = ordered == null ? shelf.fetchedBefore(orderId, item.itemId(), number).orElse(null) : ordered;
                String sha256 = photos.fetch(photo.url(), known);
                if (known == null) {
                    shelf.keepFetched(orderId, item.itemId(), number, sha256);
                }
                OrderedCrop crop = photo.crop();
                placed.add(new PlacedPhoto(sha256, label, photo.name(),
                        crop == null ? Crop.CENTRE : new Crop(crop.x(), crop.y(), crop.zoom())));
            } catch (Unavailable e) {
                throw new Unavailable(label + ": " + e.getMessage());
            }
        }
        return placed;
    }

    private Optional<StepResult> render(OrderedPhotos item, String key, PrintProfile print, List<PlacedPhoto> placed) throws IOException {
        Path folder = Files.createTempDirectory("artwork-");
        try {
            Map<String, Inspection> looked = new HashMap<>();
            List<OnePerPage.Placed> slots = new ArrayList<>();
            for (PlacedPhoto photo : placed) {
                Inspection inspection = settled(photo, folder);
                looked.put(item.design() == null || photo.name() == null ? photo.label() : photo.name(), inspection);
                slots.add(new OnePerPage.Placed(photo.label(), photo.crop(), inspection instanceof Photo good ? good : null));
            }
            Design design = item.design() == null
                    ? OnePerPage.of("item-" + item.itemId(), print, slots)
                    : Design.read(item.design().getBytes(StandardCharsets.UTF_8));
            Rendering rendering = renderer.render(design, print, (name, label) -> found(looked, name, item.itemId()),
                    OptionalDouble.empty(),
                    folder, Renderer.Progress.NONE);
            return switch (rendering) {
                case Rendering.Refused refused -> Optional.of(new StepResult.NotPrepared(AttentionCode.ARTWORK_REFUSED,
                        refused.errors().stream().map(Finding::message).collect(Collectors.joining(" | "))));
                case Rendering.Rendered(List<PrintFile> made, List<Finding> _) -> {
                    List<Artwork> artwork = new ArrayList<>();
                    for (PrintFile file : made) {
                        files.put(file.path());
                        artwork.add(new Artwork(file.name(), role(file.role()), file.bytes(), file.pages(), file.sha256(), file.md5()));
                    }
                    shelf.keep(key, OrderJson.write(artwork));
                    yield Optional.empty();
                }
            };
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Looked at, cleaned and converted once for all orders that use the photo; afterwards only its facts are read. */
    private Inspection settled(PlacedPhoto photo, Path folder) throws IOException {
        Optional<String> known = shelf.settled(photo.sha256()).filter(files::exists);
        if (known.isPresent()) {
            return intake.again(files.path(known.get()), photo.label());
        }
        Inspection inspection = intake.settle(files.path(photo.sha256()), photo.label(), folder);
        if (inspection instanceof Photo good) {
            files.put(good.file());
            shelf.settle(photo.sha256(), good.sha256());
        }
        return inspection;
    }

    private static Inspection found(Map<String, Inspection> looked, String name, String item) {
        Inspection inspection = looked.get(name);
        return inspection != null
                ? inspection
                : new Inspection.Refusal(new Finding(Finding.Code.PHOTO_MISSING, Finding.Severity.ERROR,
                        Finding.Place.of("item " + item + ", photo " + name), "the order has no photo of that name", "",
                        "Upload the photograph, or put another in its place"));
    }

    private static Artwork.Role role(PrintFile.Role role) {
        return switch (role) {
            case BLOCK, BOOK -> Artwork.Role.BLOCK;
            case COVER -> Artwork.Role.COVER;
            case PRINT -> Artwork.Role.PRINT;
        };
    }

    private PrintProfile print(PrinterProfile.Print print) {
        String named = print.profile();
        if (named != null) {
            Path own = profiles.resolve(named + ".yaml");
            return Files.isRegularFile(own) ? PrintProfiles.read(own) : PrintProfiles.find(named);
        }
        boolean block = "BLOCK".equals(print.layout());
        String id = "%s-%sx%s-%s".formatted(block ? "block" : "print", print.trimWidth(), print.trimHeight(), print.bleed()).replace('.',
                '-');
        return new PrintProfile(id, 1, null, null, new PrintProfile.Trim(print.trimWidth(), print.trimHeight()),
                PrintProfile.Bleed.all(print.bleed()), SAFE_MM,
                new PrintProfile.Pages(print.pageMinimum(), print.pageMaximum(), print.pageMultiple()),
                block ? PrintProfile.FileLayout.BLOCK : PrintProfile.FileLayout.ONE_FILE_PER_SIDE, RESOLUTION,
                new PrintProfile.Colour(PrintProfile.Policy.TAGGED_RGB_AND_CMYK, 400, null), null, PrintProfile.Marks.NONE, MOST_BYTES,
                block ? "{part}.pdf" : "{part}-{number}.pdf");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
