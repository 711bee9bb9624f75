package dev.pressroom.app;

import dev.pressroom.orders.routing.Policy;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProductCatalogue;
import dev.pressroom.printers.Secrets;
import dev.pressroom.routes.Printer;
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
    Printers printers(@Value("${pressroom.config}") Path folder, ProductCatalogue catalogue) {
        PrinterProfiles profiles = PrinterProfiles.load(folder.resolve("printers"), catalogue);
        if (profiles.profiles().isEmpty()) {
            throw new IllegalStateException(told(folder, profiles.problems()));
        }
        report(profiles.problems());
        SortedMap<String, Printer> printers = new TreeMap<>();
        profiles.profiles().forEach((id, profile) -> printers.put(id, new Printer(profile, Dialects.of(profile))));
        return new Printers(printers);
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
