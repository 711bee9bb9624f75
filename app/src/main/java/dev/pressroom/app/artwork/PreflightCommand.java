package dev.pressroom.app.artwork;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.preflight.FilePreflight;
import dev.pressroom.rendering.preflight.PreflightPage;
import dev.pressroom.rendering.preflight.PreflightReport;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a finished PDF against a print profile; exit code 1 if it cannot be printed. */
@Command(name = "preflight", mixinStandardHelpOptions = true, description = "Checks a finished PDF against a print profile.")
public final class PreflightCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.pdf", description = "the file to check")
    Path file = Path.of("");

    @Option(names = "--profile", required = true, paramLabel = "P", description = "a print profile that comes with Pressroom, or its YAML file")
    String profile = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "what the file prints: ${COMPLETION-CANDIDATES}; left out: what the profile and the page show")
    @Nullable
    Role role;

    @Option(names = "--pages", paramLabel = "N", description = "pages of the block as ordered; for a cover, the block that it belongs to")
    @Nullable
    Integer pages;

    @Mixin
    SpineOption spine = new SpineOption();

    @Option(names = "--report", paramLabel = "DIR", description = "where preflight.json and preflight.html go; left out: beside the file, under its name")
    @Nullable
    Path report;

    @Override
    public Integer call() {
        ProgressLine.silenceParsers();
        try {
            return run();
        } catch (IllegalArgumentException wrong) {
            System.err.println("preflight: " + wrong.getMessage());
        } catch (NoSuchFileException absent) {
            System.err.println("preflight: there is no readable file " + file + "; check the path");
        } catch (IOException failed) {
            System.err.println("preflight: " + failed.getMessage() + "; check that the disk has room and the folder is writable");
        }
        return 2;
    }

    private int run() throws IOException {
        PrintProfile wanted = PrintProfiles.find(profile);
        var expected = new FilePreflight.Expected(role == null ? FilePreflight.roleOf(file, wanted) : role,
                pages == null ? OptionalInt.empty() : OptionalInt.of(pages),
                spine.width());
        String name = file.getFileName().toString();
        try (var progress = new ProgressLine()) {
            PreflightReport found = FilePreflight.check(file, name, wanted, expected, page -> progress.say("checking page " + page));
            for (Finding finding : found.findings()) {
                progress.line(finding.severity() + " " + finding.code() + " " + finding.message());
            }
            Path json = target(name, "json");
            Path html = target(name, "html");
            found.writeJson(json);
            PreflightPage.write(found, file, wanted.safe(), html, page -> progress.say("drawing page " + page));
            progress.line("report: " + html);
            progress.line("pages " + found.pages() + ", errors " + found.errors() + ", warnings " + found.warnings());
            return found.errors() > 0 ? 1 : 0;
        }
    }

    private Path target(String name, String extension) throws IOException {
        if (report != null) {
            Files.createDirectories(report);
            return report.resolve("preflight." + extension);
        }
        String stem = name.endsWith(".pdf") ? name.substring(0, name.length() - 4) : name;
        return file.toAbsolutePath().resolveSibling(stem + ".preflight." + extension);
    }
}
