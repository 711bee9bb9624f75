package dev.pressroom.app.workers;

import dev.pressroom.app.artwork.PrintRules;
import dev.pressroom.app.workers.PhotoArrival.Arrived;
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
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.photos.Inspection;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.templates.OnePerPage;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.artwork.ArtworkShelf.OrderedPhotos;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.workflows.ArtworkActivities;
import dev.pressroom.workflows.OrderJson;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.slf4j.MDC;
import org.springframework.util.FileSystemUtils;

/**
 * Photos to print-ready files for the chosen printer. What was made before from the same photos for the same print profile is used again, so
 * a repeat costs nothing and gives the same bytes.
 */
public final class ArtworkPreparation implements ArtworkActivities {

    private static final int MOST_TOLD = 10;

    private final ArtworkShelf shelf;
    private final FileStore files;
    private final PhotoArrival photos;
    private final Function<String, PrinterProfile> printers;
    private final PrintRules prints;
    private final Renderer renderer = new Renderer();

    public ArtworkPreparation(ArtworkShelf shelf, FileStore files, PhotoFetch photos, Function<String, PrinterProfile> printers,
            PrintRules prints) {
        this.shelf = shelf;
        this.files = files;
        this.photos = new PhotoArrival(shelf, files, photos);
        this.printers = printers;
        this.prints = prints;
    }

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
            List<Finding> refused = new ArrayList<>();
            for (OrderedPhotos item : shelf.photos(orderId)) {
                for (Arrived photo : photos.fetch(orderId, item)) {
                    if (inFolder(folder -> photos.settle(photo, folder)) instanceof Inspection.Refusal(Finding finding)) {
                        refused.add(finding);
                    }
                }
            }
            return refused.isEmpty() ? new StepResult.Prepared() : refused(refused);
        } catch (Unavailable e) {
            return new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("checking the photos of " + orderId + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking the photos of " + orderId, e);
        }
    }

    private static StepResult refused(List<Finding> errors) {
        String told = errors.stream().limit(MOST_TOLD).map(Finding::message).collect(Collectors.joining(" | "));
        return new StepResult.NotPrepared(AttentionCode.ARTWORK_REFUSED,
                errors.size() <= MOST_TOLD ? told : told + " | and " + (errors.size() - MOST_TOLD) + " more");
    }

    private interface Work<T> {
        T in(Path folder) throws IOException;
    }

    private static <T> T inFolder(Work<T> work) throws IOException {
        Path folder = Files.createTempDirectory("artwork-");
        try {
            return work.in(folder);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
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
            throw new UncheckedIOException("preparing artwork of " + job + ": " + e.getMessage(), e);
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
        String fingerprint;
        try {
            print = prints.of(product.print());
            fingerprint = print.fingerprint();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(new StepResult.NotPrepared(AttentionCode.NO_PRINTER,
                    "item " + item.itemId() + ": the print profile of " + profile.id() + " cannot be used: " + wrong.getMessage()));
        }
        List<Arrived> placed = photos.fetch(job.orderId(), item);
        String key = sha256(Renderer.VERSION + "\n" + fingerprint + "\n" + (item.design() == null ? "" : item.design() + "\n")
                + placed.stream().map(photo -> photo.sha256() + " " + photo.crop()).collect(Collectors.joining("\n")));
        if (shelf.prepared(key).isEmpty()) {
            Optional<StepResult> refused = inFolder(folder -> render(item, key, print, placed, folder));
            if (refused.isPresent()) {
                return refused;
            }
        }
        shelf.assign(job, profile.id(), item.itemId(), key);
        return Optional.empty();
    }

    private Optional<StepResult> render(OrderedPhotos item, String key, PrintProfile print, List<Arrived> placed, Path folder)
            throws IOException {
        Map<String, Inspection> looked = new HashMap<>();
        List<OnePerPage.Placed> slots = new ArrayList<>();
        for (Arrived photo : placed) {
            Inspection inspection = photos.settle(photo, folder);
            looked.put(item.design() == null || photo.name() == null ? photo.label() : photo.name(), inspection);
            slots.add(new OnePerPage.Placed(photo.label(), photo.crop(), inspection instanceof Photo good ? good : null));
        }
        Design design = item.design() == null
                ? OnePerPage.of("item-" + item.itemId(), print, slots)
                : Design.read(item.design().getBytes(StandardCharsets.UTF_8));
        Rendering rendering = renderer.render(design, print, (name, label) -> found(looked, name, item.itemId()), OptionalDouble.empty(),
                folder, Renderer.Progress.NONE);
        return switch (rendering) {
            case Rendering.Refused refused -> Optional.of(refused(refused.errors()));
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

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
