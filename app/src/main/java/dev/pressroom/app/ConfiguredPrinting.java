package dev.pressroom.app;

import dev.pressroom.app.artwork.PrintRules;
import dev.pressroom.orders.routing.Policy;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProductCatalogue;
import dev.pressroom.printers.ProfileCheck;
import dev.pressroom.printers.Secrets;
import dev.pressroom.routes.Printer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What we sell and who prints it: the folder {@code pressroom.config}, read and checked as a whole at start. */
@Configuration(proxyBeanMethods = false)
class ConfiguredPrinting {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPrinting.class);

    /** The printers with a good profile, by id. */
    record Printers(SortedMap<String, Printer> byId) {}

    @Bean
    Secrets secrets() {
        return Secrets.ofProcess();
    }

    @Bean
    ProductCatalogue products(@Value("${pressroom.config}") Path folder) {
        ProductCatalogue catalogue = ProductCatalogue.load(folder.resolve("products.yaml"));
        if (catalogue.products().isEmpty()) {
            throw new IllegalStateException(told(folder, catalogue.problems()));
        }
        report(catalogue.problems());
        return catalogue;
    }

    /** A broken profile is told with its line and left out; the others start. Without any good one the service does not start. */
    @Bean
    Printers printers(@Value("${pressroom.config}") Path folder, ProductCatalogue catalogue, PrintRules prints) {
        PrinterProfiles profiles = PrinterProfiles.load(folder.resolve("printers"), catalogue);
        List<Problem> problems = new ArrayList<>(profiles.problems());
        SortedMap<String, Printer> printers = new TreeMap<>();
        profiles.profiles().forEach((id, profile) -> {
            if (prints.unusable(profile).isEmpty()) {
                printers.put(id, new Printer(profile, Dialects.of(profile)));
            } else {
                problems.addAll(prints.problems(profile, ProfileCheck.of(file(folder.resolve("printers"), id), catalogue, secrets())));
            }
        });
        if (printers.isEmpty()) {
            throw new IllegalStateException(told(folder, problems));
        }
        report(problems);
        return new Printers(printers);
    }

    private static Path file(Path printers, String id) {
        try (Stream<Path> files = Files.list(printers)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && ProfileCheck.id(file).equals(id)).findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    PrintRules printRules(@Value("${pressroom.config}") Path folder) {
        return PrintRules.in(folder);
    }

    @Bean
    Supplier<Policy> policy(@Value("${pressroom.config}") Path folder, Clock clock) {
        return new PolicySource(folder.resolve("policy.yaml"), clock);
    }

    private static void report(List<Problem> problems) {
        problems.forEach(problem -> LOG.error("configuration: {}", problem));
    }

    private static String told(Path folder, List<Problem> problems) {
        List<String> lines = new ArrayList<>(problems.stream().map(Problem::toString).toList());
        return Stream.concat(Stream.of("nothing usable in the configuration folder " + folder + " (pressroom.config):"), lines.stream())
                .reduce((a, b) -> a + "\n  " + b).orElse("");
    }
}
