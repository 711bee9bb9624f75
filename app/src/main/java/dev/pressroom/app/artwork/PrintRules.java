package dev.pressroom.app.artwork;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.Print;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProfileCheck;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the files for a printer's products must look: by the name of a print profile, or by the numbers in the printer's own file.
 *
 * @param folder of print profiles of one's own, {@code NAME.yaml}; those that come with the product need none
 */
public record PrintRules(Path folder) {

    private static final PrintProfile.Resolution RESOLUTION = new PrintProfile.Resolution(60, 150, 2400);
    private static final double SAFE_MM = 3;
    private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;

    /** Those of a folder {@code pressroom.config}. */
    public static PrintRules in(Path config) {
        return new PrintRules(config.resolve("print-profiles"));
    }

    /** {@link IllegalArgumentException} tells what is wrong with the print profile and what to do. */
    public PrintProfile of(Print print) {
        String named = print.profile();
        if (named != null) {
            Path own = folder.resolve(named + ".yaml");
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

    /** Products of a printer whose print profile cannot be used, and why; the profile of the printing condition is read, too. */
    public SortedMap<String, String> unusable(PrinterProfile printer) {
        SortedMap<String, String> unusable = new TreeMap<>();
        printer.products().forEach((product, made) -> {
            try {
                of(made.print()).fingerprint();
            } catch (IllegalArgumentException | IOException wrong) {
                unusable.put(product, String.valueOf(wrong.getMessage()));
            }
        });
        return unusable;
    }

    /** The same with the lines of the printer's file. */
    public List<Problem> problems(PrinterProfile printer, ProfileCheck file) {
        return unusable(printer).entrySet().stream()
                .map(wrong -> file.problem("products." + wrong.getKey() + ".print.profile",
                        "the print profile of " + wrong.getKey() + " cannot be used: " + wrong.getValue(),
                        "name another; own ones are files " + folder.resolve("NAME.yaml")))
                .toList();
    }
}
