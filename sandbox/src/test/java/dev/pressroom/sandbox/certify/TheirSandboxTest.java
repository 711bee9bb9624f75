package dev.pressroom.sandbox.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Secrets;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.simulate.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TheirSandboxTest {

    @TempDir
    Path folder;

    private List<Result> examined(String token) throws Exception {
        PrinterProfile p = PrinterProfiles
                .load(Path.of("src/main/resources/pressroom.config/printers"), null, Secrets.ofProcess().orEmpty())
                .get("prodigi-uk").orElseThrow();
        PrinterSettings settings = new PrinterSettings("theirs", folder.resolve("theirs"), 1, Pace.every(Duration.ofHours(1)),
                Personality.parse("prompt"), Patience.compressed());
        try (Simulator theirs = Simulator.start("prodigi", settings, Clock.systemUTC(), 0, ZoneOffset.UTC, URI.create("http://127.0.0.1:9"),
                null)) {
            Map<String, String> named = new TreeMap<>(Map.of("sandboxUrl", theirs.access("url"), "sandboxToken", "${env:THEIRS}"));
            PrinterProfile profile = new PrinterProfile(p.id(), p.name(), p.dialect(), p.zone(), p.products(), p.services(), p.carriers(),
                    p.statuses(), p.countries(), p.clocks(), p.names(), p.limits(), p.http(), p.sftp(), p.sqs(), named, p.hash());
            try (Workshop shop = Workshop.atTheirs(profile, folder, _ -> token).orElseThrow()) {
                List<Result> results = TheirSandbox.examine(shop);
                assertThat(theirs.printer().received()).hasSize(token.equals(Simulator.CREDENTIAL) ? 1 : 0);
                return results;
            }
        }
    }

    @Test
    void showsOneJobPlacedTwiceFoundSentElsewhereAndCancelled() throws Exception {
        assertThat(examined(Simulator.CREDENTIAL)).hasSize(6)
                .allSatisfy(result -> assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.KEPT));
    }

    @Test
    void aPrinterWithoutSandboxHasNoneToExamine() throws Exception {
        PrinterProfile profile = PrinterProfiles
                .load(Path.of("src/main/resources/pressroom.config/printers"), null, Secrets.ofProcess().orEmpty()).get("siteflow-uk")
                .orElseThrow();
        assertThat(Workshop.atTheirs(profile, folder, text -> text)).isEmpty();
    }
}
