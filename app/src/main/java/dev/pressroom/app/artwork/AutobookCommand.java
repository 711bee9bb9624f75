package dev.pressroom.app.artwork;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Renderer;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.photos.Inspection;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.PhotoFolder;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import dev.pressroom.rendering.templates.Autobook;
import dev.pressroom.rendering.templates.Template;
import dev.pressroom.rendering.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A folder of photographs to ready print files; exit code 1 if they cannot be printed. */
@Command(name = "autobook", mixinStandardHelpOptions = true, description = "Makes a ready book (prints, card, calendar) of a folder of photographs.")
public final class AutobookCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the photographs")
    Path folder = Path.of("");

    @Option(names = "--template", paramLabel = "T", defaultValue = "book-classic", description = "a template that comes with Pressroom, or its YAML file; default ${DEFAULT-VALUE}")
    String template = "book-classic";

    @Option(names = "--out", required = true, paramLabel = "DIR2", description = "where the files go")
    Path out = Path.of("");

    @Option(names = "--profile", paramLabel = "P", description = "a print profile; left out: the template's")
    @Nullable
    String profile;

    @Option(names = "--title", paramLabel = "TEXT", description = "left out: the folder's name")
    @Nullable
    String title;

    @Option(names = "--subtitle", paramLabel = "TEXT", defaultValue = "", description = "left out: the days on which the photographs were taken")
    String subtitle = "";

    @Option(names = "--year", paramLabel = "YYYY", description = "of a calendar; left out: the year after the last photograph")
    @Nullable
    Integer year;

    @Option(names = "--language", paramLabel = "TAG", defaultValue = "en", description = "of dates, for example de or fr-CA; default ${DEFAULT-VALUE}")
    String language = "en";

    @Mixin
    SpineOption spine = new SpineOption();

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        ProgressLine.silenceParsers();
        try (var progress = new ProgressLine(); var photos = new PhotoFolder(folder, new PhotoInspector(PhotoLimits.DEFAULT))) {
            return run(progress, photos);
        } catch (IllegalArgumentException wrong) {
            System.err.println("autobook: " + wrong.getMessage());
        } catch (IOException failed) {
            System.err
                    .println("autobook: " + failed.getMessage() + "; check that the disk has room and the folders can be read and written");
        }
        return 2;
    }

    private int run(ProgressLine progress, PhotoFolder source) throws IOException {
        Template chosen = Templates.find(template);
        PrintProfile print = PrintProfiles.find(profile == null ? chosen.profile() : profile);
        OptionalDouble width = spine.width();
        Map<String, Inspection> looked = look(progress, source);
        List<Autobook.Named> photos = new ArrayList<>();
        Set<String> contents = new HashSet<>();
        List<Finding> refused = new ArrayList<>();
        looked.forEach((name, inspection) -> {
            switch (inspection) {
                case Inspection.Refusal(Finding finding) -> refused.add(finding);
                case Photo photo -> {
                    if (contents.add(photo.sha256())) {
                        photos.add(new Autobook.Named(name, photo));
                    } else {
                        progress.line("left out " + name + ": the same photograph is there under another name");
                    }
                }
            }
        });
        refused.forEach(finding -> progress.line("left out " + finding.message()));
        String name = folder.toAbsolutePath().normalize().getFileName() == null
                ? "book"
                : folder.toAbsolutePath().normalize().getFileName().toString();
        var words = new Autobook.Words(title == null ? name : title, subtitle, year == null ? nextYear(photos) : year,
                language(), width);
        Design design = Autobook.design("book", chosen, print, words, photos);
        List<Autobook.Named> small = Autobook.tooSmall(design, print, photos);
        while (!small.isEmpty()) {
            small.forEach(photo -> progress.line("left out " + photo.name() + ": its " + photo.photo().width() + " x "
                    + photo.photo().height() + " pixels are too few for its place. Use a larger one"));
            photos.removeAll(small);
            design = Autobook.design("book", chosen, print, words, photos);
            small = Autobook.tooSmall(design, print, photos);
        }
        Set<String> placed = Set.copyOf(design.photos());
        photos.stream().filter(photo -> !placed.contains(photo.name()))
                .forEach(photo -> progress.line("left out " + photo.name() + ": the template " + chosen.id() + " has no more places"));
        Files.createDirectories(out);
        Files.write(out.resolve("design.json"), design.prettyJson());
        var rendering = new Renderer().render(design, print, (photo, label) -> Objects.requireNonNull(looked.get(photo)), width, out,
                (doing, done, total) -> progress.say(doing + " " + done + " of " + total));
        return new Delivery(design, print, out, progress).tell(rendering);
    }

    private Locale language() {
        try {
            return new Locale.Builder().setLanguageTag(language).build();
        } catch (IllformedLocaleException wrong) {
            throw new IllegalArgumentException("--language " + language + " is no language tag; write one like de or fr-CA", wrong);
        }
    }

    private Map<String, Inspection> look(ProgressLine progress, PhotoFolder source) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder + "; give the folder of the photographs");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
        }
        Map<String, Inspection> looked = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            looked.put(name, source.look(name, name));
            progress.say("looking at photo " + looked.size() + " of " + files.size());
        }
        return looked;
    }

    private int nextYear(List<Autobook.Named> photos) {
        return photos.stream().map(photo -> photo.photo().takenAt()).filter(Objects::nonNull).mapToInt(LocalDateTime::getYear).max()
                .orElseGet(() -> LocalDate.now(clock).getYear()) + 1;
    }
}
