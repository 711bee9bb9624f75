package dev.pressroom.sandbox.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Secrets;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import dev.pressroom.printers.contract.Contracts;
import dev.pressroom.printers.contract.Promises;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind the classes that share a world: two ElasticMQ in one process would meet. */
@Order(Order.DEFAULT + 2)
class CertifyIT {

    private static final Path PRINTERS = Path.of("src/main/resources/pressroom.config/printers");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"prodigi-uk", "elanders-de", "siteflow-uk", "photofinale-us"})
    void everyPrinterKeepsTheContractAgainstItsSimulator(String name) throws Exception {
        PrinterProfile profile = PrinterProfiles.load(PRINTERS, null, Secrets.ofProcess().orEmpty()).get(name).orElseThrow();
        Promises promises = Contracts.of(profile.dialect()).orElseThrow();
        List<Result> results;
        try (Workshop shop = Workshop.simulated(profile, folder, 1)) {
            results = new LiveKit(12).run(shop, promises, result -> {
            });
        }
        assertThat(results).allSatisfy(result -> assertThat(result.verdict()).as(result.check().name() + ": " + result.note())
                .isNotEqualTo(Verdict.BROKEN));

        Path html = new Certificate(profile, promises, Instant.parse("2026-11-21T09:00:00Z"), "our simulator", results)
                .write(folder.resolve("out"));
        assertThat(html).hasFileName(name + "-2026-11-21.html").content().contains("gold", "What the printer itself cannot do");
        assertThat(Files.readString(folder.resolve("out/" + name + "-2026-11-21.json"))).contains("\"grade\" : \"gold\"");
    }
}
