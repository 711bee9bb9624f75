package dev.pressroom.rendering.templates;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.Size;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The design of an order that brings photographs only: each fills a page or a side. */
public final class OnePerPage {
    private OnePerPage() {}

    /**
     * A photograph and its crop.
     *
     * @param photo
     *            null if it is not known yet; a print then lies as its product does
     */
    public record Placed(String name, Crop crop, @Nullable Photo photo) {}

    /** Prints lie as their photographs do, pages all alike. */
    public static Design of(String name, PrintProfile profile, List<Placed> photos) {
        var trim = profile.trim();
        return new Design(Design.FORMAT, name, new Size(trim.width(), trim.height()), null, photos.stream().map(placed -> {
            Photo photo = placed.photo();
            boolean turned = profile.layout() == FileLayout.ONE_FILE_PER_SIDE && photo != null
                    && (trim.width() - trim.height()) * (photo.width() - photo.height()) < 0;
            Box frame = turned ? profile.page().lyingDown() : profile.page();
            return new Surface(null, turned, List.of(new PhotoSlot(frame, placed.name(), placed.crop(), 0, 0, null)));
        }).toList());
    }
}
