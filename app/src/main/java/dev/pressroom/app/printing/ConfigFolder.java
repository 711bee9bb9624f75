package dev.pressroom.app.printing;

import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.ProductCatalogue;
import dev.pressroom.printers.ProfileCheck;
import dev.pressroom.printers.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration folder a command looks at, and who is meant by a name: a printer of it, else any printer of a dialect. */
final class ConfigFolder {

    @Option(names = "--config", paramLabel = "DIR", description = "The folder pressroom.config (default: PRESSROOM_CONFIG, ./pressroom.config, the sandbox's).")
    @Nullable
    Path config;

    Path path() {
        if (config != null) {
            return config;
        }
        String configured = System.getenv("PRESSROOM_CONFIG");
        if (configured != null && !configured.isBlank()) {
            return Path.of(configured);
        }
        Path sandbox = Path.of(System.getProperty("pressroom.root", "")).resolve("sandbox/src/main/resources/pressroom.config");
        return Stream.of(Path.of("pressroom.config"), sandbox).filter(Files::isDirectory).findFirst().orElse(Path.of("pressroom.config"));
    }

    Path printers() {
        return path().resolve("printers");
    }

    /** Null when there is no catalogue: then any product will do. */
    @Nullable
    ProductCatalogue catalogue() {
        Path file = path().resolve("products.yaml");
        return Files.exists(file) ? ProductCatalogue.load(file) : null;
    }

    /** The printers, whatever is missing around them: addresses whose reference has no value here are empty. */
    PrinterProfiles load() {
        return PrinterProfiles.load(printers(), null, Secrets.ofProcess().orEmpty());
    }

    /** The profile's file, good or broken, by the id written in it. */
    Optional<Path> fileOf(String id) {
        try (Stream<Path> files = Files.list(printers())) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().filter(file -> ProfileCheck.id(file).equals(id))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@link IllegalArgumentException} tells who there is, and what is wrong with the printer's file if it is that. */
    PrinterProfile profile(String name) {
        Optional<PrinterProfile> neutral = Dialects.neutral(name);
        if (!Files.isDirectory(printers()) && neutral.isPresent()) {
            return neutral.get();
        }
        PrinterProfiles all = load();
        return all.get(name).or(() -> neutral).orElseThrow(() -> {
            StringBuilder told = new StringBuilder("'" + name + "' is neither a printer of " + path() + " (" + all.profiles().keySet()
                    + ") nor a dialect (" + Dialects.names() + ")");
            all.problems().forEach(problem -> told.append("\n  ").append(problem));
            return new IllegalArgumentException(told.toString());
        });
    }
}
