package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.process.Clocks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrinterProfilesTest {

    @Test
    void loadsTheProfilesOfTheSandboxAgainstItsCatalogue() {
        ProductCatalogue catalogue = ProductCatalogue.load(Samples.CONFIG.resolve("products.yaml"));
        PrinterProfiles loaded = PrinterProfiles.load(Samples.CONFIG.resolve("printers"), catalogue, Samples.ENVIRONMENT);

        assertThat(catalogue.problems()).isEmpty();
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.profiles().keySet()).containsExactly("elanders-de", "photofinale-us", "prodigi-uk", "siteflow-uk");
        assertThat(loaded.profiles().values()).allSatisfy(profile -> assertThat(profile.products()).containsKey("PRINT-10X15"));
        assertThat(loaded.profiles().values().stream().filter(profile -> profile.products().containsKey("PHOTOBOOK-A5"))
                .map(PrinterProfile::id))
                .containsExactly("elanders-de", "prodigi-uk", "siteflow-uk");
    }

    @Test
    void readsEverySetting() throws IOException {
        PrinterProfile elanders = Samples.profile("elanders-de");
        assertThat(elanders.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(elanders.sftp()).isEqualTo(new PrinterProfile.SftpTransport("value of PRESSROOM_SANDBOX_SFTP_HOST", 2222,
                "value of PRESSROOM_SANDBOX_ELANDERS_USER", "${env:PRESSROOM_SANDBOX_ELANDERS_PASSWORD}", null,
                "value of PRESSROOM_SANDBOX_SFTP_KNOWN_HOSTS", Map.of("submit", "/submit", "status", "/status", "command", "/command"),
                Duration.ofSeconds(2)));
        assertThat(elanders.http()).isNull();
        assertThat(elanders.sqs()).isNull();
        assertThat(elanders.clocks())
                .isEqualTo(new Clocks(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(120)));
        assertThat(elanders.services()).containsEntry(ServiceLevel.EXPRESS, "express").doesNotContainKey(ServiceLevel.OVERNIGHT);
        assertThat(elanders.statuses()).containsEntry("40000", "ItemsShipped");
        assertThat(elanders.products().get("PHOTOBOOK-A5"))
                .isEqualTo(new PrinterProfile.PrinterProduct("4711-A5Q", new PrinterProfile.Print("BLOCK", 210, 148, 3, 2, 120, 2)));
        assertThat(elanders.hash()).isEqualTo(Hash.sha256(Files.readAllBytes(Samples.CONFIG.resolve("printers/elanders-de.yaml"))));
        assertThat(Samples.profile("photofinale-us").settings()).containsExactly(Map.entry("dealer", "1234"));
    }

    @Test
    void knowsCarriersWhateverTheirCase() {
        PrinterProfile profile = Samples.profile("elanders-de");
        assertThat(profile.carrier(" dpd GERMANY")).isEqualTo("dpd");
        assertThat(profile.carrier("DPD")).isNull();
        assertThat(profile.carrier(null)).isNull();
    }

    @Test
    void listsAllProblemsOfAllFilesAtOnceAndKeepsTheGoodOne() {
        PrinterProfiles loaded = PrinterProfiles.load(folder("profiles/broken"));

        assertThat(loaded.profiles().keySet()).containsExactly("f");
        PrinterProfile good = loaded.get("f").orElseThrow();
        assertThat(good.clocks()).isEqualTo(new Clocks(Duration.ofHours(4), Duration.ofDays(2), Duration.ofDays(5)));
        assertThat(good.limits().timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(good.products().get("POSTER").print().trimWidth()).isEqualTo(500.5);
        assertThat(said(loaded)).containsExactlyElementsOf(Samples.text("profiles/broken.expected.txt").lines().toList());
    }

    @Test
    void readsWhatLimitsAndSecuresTheWayToAPrinter(@TempDir Path temp) throws IOException {
        String good = Samples.text("profiles/broken/f-good.yaml");
        Files.writeString(temp.resolve("f.yaml"), good.replaceFirst("limits: \\{", "limits: {perMinute: 120, ")
                .replace("http: {", """
                    http: {oauth: {tokenUrl: "https://id.example.org/token", clientId: "${env:ID}", clientSecret: "${env:S}", scope: print},
                      signing: {scheme: SITE_FLOW, token: "${env:T}", secret: "${env:S}"},
                      tls: {certificate: "${file:client.pem}", privateKey: "${file:client.key}", trust: "${file:ca.pem}"}, """));
        PrinterProfiles loaded = PrinterProfiles.load(temp);
        assertThat(loaded.problems()).isEmpty();
        PrinterProfile profile = loaded.get("f").orElseThrow();
        assertThat(profile.limits().perMinute()).isEqualTo(120);
        PrinterProfile.HttpTransport http = Objects.requireNonNull(profile.http());
        assertThat(http.oauth())
                .isEqualTo(new PrinterProfile.OAuthClient("https://id.example.org/token", "${env:ID}", "${env:S}", "print"));
        assertThat(http.signing()).isEqualTo(new PrinterProfile.Signing(PrinterProfile.Signing.Scheme.SITE_FLOW, "${env:T}", "${env:S}"));
        assertThat(http.tls()).isEqualTo(new PrinterProfile.ClientTls("${file:client.pem}", "${file:client.key}", "${file:ca.pem}"));
    }

    @Test
    void tellsWhatIsWrongWithHowAPrinterIsReached(@TempDir Path temp) throws IOException {
        String good = Samples.text("profiles/broken/f-good.yaml");
        Files.writeString(temp.resolve("f.yaml"), good.replaceFirst("limits: \\{", "limits: {perMinute: 0, ")
                .replace("http: {", """
                    http: {oauth: {tokenUrl: "id.example.org", clientId: me, clientSecret: "${env:S}"},
                      tls: {certificate: "${file:client.pem}", cipher: x}, """));
        assertThat(said(PrinterProfiles.load(temp))).anyMatch(line -> line.contains("'http.oauth.tokenUrl' is 'id.example.org'"))
                .anyMatch(line -> line.contains("'http.oauth.clientId' is a secret written down"))
                .anyMatch(line -> line.contains("'http.tls.certificate' and 'privateKey' belong together"))
                .anyMatch(line -> line.contains("'http.tls.cipher' is unknown"))
                .anyMatch(line -> line.contains("'limits.perMinute' is '0'")).hasSize(5);
    }

    @Test
    void usesNoneOfTwoPrintersWithOneId() {
        PrinterProfiles loaded = PrinterProfiles.load(folder("profiles/twice"));
        assertThat(loaded.profiles().keySet()).containsExactly("h");
        assertThat(said(loaded)).hasSize(2).allSatisfy(problem -> assertThat(problem).contains(".yaml:1: 'id' f is also the id of "));
    }

    @Test
    void tellsAProductThatIsNotOurs() {
        PrinterProfiles loaded = PrinterProfiles.load(folder("profiles/twice"),
                ProductCatalogue.load(folder("products").resolve("broken.yaml")), Samples.ENVIRONMENT);
        assertThat(said(loaded))
                .contains("three.yaml:11: 'products.POSTER' is no product of ours; enter it in products.yaml or correct the name");
    }

    @Test
    void tellsAMissingFolder(@TempDir Path temp) {
        PrinterProfiles loaded = PrinterProfiles.load(temp.resolve("none"));
        assertThat(loaded.profiles()).isEmpty();
        assertThat(loaded.problems()).singleElement().asString().contains("none:1: the folder of printer profiles cannot be read");
    }

    @Test
    void readsAFileWithUmlautsAndNothingButOurs(@TempDir Path temp) throws IOException {
        String good = Samples.text("profiles/broken/f-good.yaml");
        Files.writeString(temp.resolve("ü.yaml"), good.replace("name: F", "name: Übung"), StandardCharsets.UTF_8);
        Files.writeString(temp.resolve("notes.txt"), "not a profile");
        PrinterProfiles loaded = PrinterProfiles.load(temp);
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.get("f").orElseThrow().name()).isEqualTo("Übung");
    }

    @Test
    void tellsTheLineOfAFileThatIsNotUtf8(@TempDir Path temp) throws IOException {
        String good = Samples.text("profiles/broken/f-good.yaml");
        int line = 1 + (int) good.substring(0, good.indexOf("name: F")).lines().count();
        Files.writeString(temp.resolve("latin.yaml"), good.replace("name: F", "name: Übung"), StandardCharsets.ISO_8859_1);
        Files.writeString(temp.resolve("utf16.yaml"), good, StandardCharsets.UTF_16);
        assertThat(said(PrinterProfiles.load(temp))).containsExactly("latin.yaml:" + line + ": is not UTF-8; save the file as UTF-8",
                "utf16.yaml:1: has a NUL character: it is no text, or not UTF-8; save the file as UTF-8");
    }

    private static List<String> said(PrinterProfiles loaded) {
        return loaded.problems().stream()
                .map(problem -> problem.toString().substring(Path.of(problem.file()).getParent().toString().length() + 1))
                .toList();
    }

    private static Path folder(String name) {
        URL url = Objects.requireNonNull(PrinterProfilesTest.class.getResource("/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
