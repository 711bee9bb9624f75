package dev.pressroom.rendering;

import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Bleed;
import dev.pressroom.rendering.profiles.PrintProfile.Colour;
import dev.pressroom.rendering.profiles.PrintProfile.Cover;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Marks;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Policy;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import dev.pressroom.rendering.profiles.PrintProfile.Trim;
import dev.pressroom.rendering.profiles.SpineRule;
import org.jspecify.annotations.Nullable;

/** Print profiles with what a test is about. */
public final class Profiles {
    private Profiles() {}

    public static PrintProfile of(String id, int version, double width, double height, double bleed, FileLayout layout, Pages pages,
            Resolution resolution, long maxBytes, @Nullable OutputIntent intent) {
        boolean covered = layout == FileLayout.BLOCK_AND_COVER || layout == FileLayout.SINGLE_PDF_COVER_FIRST;
        return new PrintProfile(id, version, null, null, new Trim(width, height), Bleed.all(bleed), 3, pages, layout, resolution,
                new Colour(Policy.TAGGED_RGB_AND_CMYK, 300, intent), covered ? new Cover(null, bleed, new SpineRule.PerPage(0.1), 4) : null,
                Marks.NONE, maxBytes, layout == FileLayout.ONE_FILE_PER_SIDE ? "{part}-{number}.pdf" : "{part}.pdf");
    }
}
