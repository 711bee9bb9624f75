package dev.pressroom.app.workers;

import dev.pressroom.app.workers.PhotoFetch.Unavailable;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.photos.Inspection;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoIntake;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.artwork.ArtworkShelf.OrderedPhotos;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.workflows.OrderJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order's photos as they come: fetched, looked at, cleaned. One that came whole is kept and never fetched again, so an interrupted
 * arrival goes on where it was, and a later reprint does not need the shop's address; one that is broken is fetched anew each time.
 */
final class PhotoArrival {

    private final ArtworkShelf shelf;
    private final FileStore files;
    private final PhotoFetch fetch;
    /** One photo is settled by one step at a time. */
    private final ReentrantLock[] turns = Stream.generate(ReentrantLock::new).limit(16).toArray(ReentrantLock[]::new);
    private final PhotoIntake intake = new PhotoIntake(new PhotoInspector(PhotoLimits.DEFAULT));

    PhotoArrival(ArtworkShelf shelf, FileStore files, PhotoFetch fetch) {
        this.shelf = shelf;
        this.files = files;
        this.fetch = fetch;
    }

    /** A photo as ordered. */
    record OrderedPhoto(@Nullable String name, String url, @Nullable String sha256, @Nullable OrderedCrop crop) {}

    record OrderedCrop(double x, double y, double zoom) {}

    /**
     * A photo that is here, whole or not.
     *
     * @param number in the item, from 1
     * @param sha256 of what came
     * @param settled of its settled form; empty if it was not yet looked at, or is broken
     */
    record Arrived(String orderId, String itemId, int number, @Nullable String name, String sha256, Optional<String> settled, Crop crop) {

        String label() {
            return "item " + itemId + ", photo " + number + (name == null ? "" : " (" + name + ")");
        }

        private Arrived as(String other, Optional<String> settledAs) {
            return new Arrived(orderId, itemId, number, name, other, settledAs, crop);
        }
    }

    /** All photos of an item; the exception tells the first that cannot be had. */
    List<Arrived> fetch(String orderId, OrderedPhotos item) throws Unavailable, InterruptedException {
        Map<Integer, String> before = shelf.arrived(orderId, item.itemId());
        List<Arrived> arrived = new ArrayList<>();
        for (OrderedPhoto photo : OrderJson.read(item.photos(), OrderedPhoto[].class)) {
            int number = arrived.size() + 1;
            OrderedCrop crop = photo.crop();
            String known = before.get(number);
            Arrived ordered = new Arrived(orderId, item.itemId(), number, photo.name(), known == null ? "" : known,
                    known == null ? Optional.empty() : settled(known),
                    crop == null ? Crop.CENTRE : new Crop(crop.x(), crop.y(), crop.zoom()));
            try {
                arrived.add(ordered.settled().isPresent() ? ordered : arriving(ordered, photo));
            } catch (Unavailable e) {
                throw new Unavailable(ordered.label() + ": " + e.getMessage());
            }
        }
        return arrived;
    }

    private Arrived arriving(Arrived ordered, OrderedPhoto photo) throws Unavailable, InterruptedException {
        String sha256 = fetch.fetch(photo.url(), photo.sha256());
        Arrived here = ordered.as(sha256, settled(sha256));
        if (here.settled().isPresent()) {
            keep(here);
        }
        return here;
    }

    private void keep(Arrived photo) {
        shelf.arrive(photo.orderId(), photo.itemId(), photo.number(), photo.sha256());
    }

    /**
     * Looked at, cleaned and converted once for all orders that use the photo; afterwards only its facts are read.
     *
     * @param folder for files under way
     */
    Inspection settle(Arrived photo, Path folder) throws IOException {
        Optional<String> known = photo.settled();
        if (known.isPresent()) {
            return intake.again(files.path(known.get()), photo.label());
        }
        ReentrantLock turn = turns[Math.floorMod(photo.sha256().hashCode(), turns.length)];
        turn.lock();
        try {
            // The same photo may have been settled since, for another place in the order, or by the check in the grace window.
            Optional<String> meanwhile = settled(photo.sha256());
            Inspection inspection = meanwhile.isPresent()
                    ? intake.again(files.path(meanwhile.get()), photo.label())
                    : intake.settle(files.path(photo.sha256()), photo.label(), folder);
            if (inspection instanceof Photo good) {
                if (meanwhile.isEmpty()) {
                    files.put(good.file());
                    shelf.settle(photo.sha256(), good.sha256());
                }
                keep(photo);
            }
            return inspection;
        } finally {
            turn.unlock();
        }
    }

    private Optional<String> settled(String sha256) {
        return shelf.settled(sha256).filter(files::exists);
    }
}
