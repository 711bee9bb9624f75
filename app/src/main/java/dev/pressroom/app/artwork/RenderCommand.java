package dev.pressroom.app.artwork;

import dev.pressroom.rendering.Renderer;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.photos.PhotoFolder;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the print files of one design; exit code 1 if it cannot be printed. */
@Command(name = "render", mixinStandardHelpOptions = true, description = "Makes the print files of a design.")
public final class RenderCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DESIGN.json", description = "the design, see docs/rendering.md")
    Path design = Path.of("");

    @Option(names = "--profile", required = true, paramLabel = "P", description = "a print profile that comes with Pressroom, or its YAML file")
    String profile = "";

    @Option(names = "--photos", required = true, paramLabel = "DIR", description = "where the photographs are")
    Path photos = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    Path out = Path.of("");

    @Mixin
    SpineOption spine = new SpineOption();

    @Override
    public Integer call() {
        ProgressLine.silenceParsers();
        try {
            PrintProfile wanted = PrintProfiles.find(profile);
            Design read = Design.read(Files.readAllBytes(design));
            if (!Files.isDirectory(photos)) {
                throw new IllegalArgumentException("there is no folder " + photos + "; give the folder of the photographs");
            }
            try (var progress = new ProgressLine(); var folder = new PhotoFolder(photos, new PhotoInspector(PhotoLimits.DEFAULT))) {
                var rendering = new Renderer().render(read, wanted, folder,
                        spine.width(), out,
                        (doing, done, total) -> progress.say(doing + " " + done + " of " + total));
                return new Delivery(read, wanted, out, progress).tell(rendering);
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("render: " + wrong.getMessage());
        } catch (NoSuchFileException absent) {
            System.err.println("render: there is no readable file " + absent.getFile() + "; check the path");
        } catch (IOException failed) {
            System.err.println("render: " + failed.getMessage() + "; check that the disk has room and the folder is writable");
        }
        return 2;
    }
}
