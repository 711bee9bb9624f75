package dev.pressroom.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.ClientTls;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.OAuthClient;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProfileCheck;
import dev.pressroom.printers.Secrets;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How we prove who we are, and who the printer is: tokens and certificates. */
class HttpAccessTest {

    private static final String PASSWORD = "changeit";

    @AutoClose("stop")
    private final WireMockServer issuer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    @AutoClose
    private final Bench bench;
    @TempDir
    private Path folder;

    HttpAccessTest() throws Exception {
        bench = new Bench();
        issuer.start();
        bench.secrets.put("${env:ID}", "client-7");
        bench.secrets.put("${env:SECRET}", "the-secret");
    }

    private PrinterProfile bearing(String baseUrl) {
        return bearing(baseUrl, Profiles.LIMIT);
    }

    private PrinterProfile bearing(String baseUrl, Duration limit) {
        return Profiles.http("lulu",
                new HttpTransport(baseUrl, Map.of(), Profiles.POLL,
                        new OAuthClient(issuer.baseUrl() + "/token", "${env:ID}", "${env:SECRET}", "print read"), null, null),
                limit);
    }

    private void issues(String token, int seconds) {
        issuer.stubFor(post("/token").willReturn(okJson("""
            {"access_token": "%s", "token_type": "Bearer", "expires_in": %d}
            """.formatted(token, seconds))));
    }

    private Outcome submit() {
        return bench.submit("lulu");
    }

    @Test
    void fetchesATokenOnceAndUsesItForAllCalls() {
        issues("token-1", 3600);
        issuer.stubFor(post("/orders").willReturn(okJson("{}").withFixedDelay(50)));
        bench.add(bearing(issuer.baseUrl()), Scripted.submits(Scripted.post("/orders", "{}")));

        List<CompletableFuture<Outcome>> calls = IntStream.range(0, 4).mapToObj(n -> CompletableFuture.supplyAsync(this::submit)).toList();
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(new Outcome.Received()));

        issuer.verify(1, postRequestedFor(urlEqualTo("/token")).withBasicAuth(new BasicCredentials("client-7", "the-secret"))
                .withRequestBody(containing("grant_type=client_credentials")).withRequestBody(containing("scope=print")));
        issuer.verify(4, postRequestedFor(urlEqualTo("/orders")).withHeader("Authorization", equalTo("Bearer token-1")));
    }

    @Test
    void fetchesAnotherTokenWhenOneIsRefusedOrAboutToExpire() {
        issues("token-1", 3600);
        issuer.stubFor(post("/orders").willReturn(aResponse().withStatus(401)));
        bench.add(bearing(issuer.baseUrl()), Scripted.submits(Scripted.post("/orders", "{}")));
        assertThat(submit()).isEqualTo(new Outcome.Unknown("answered 401"));

        issues("token-2", 1);
        issuer.stubFor(post("/orders").willReturn(okJson("{}")));
        submit();
        issuer.verify(2, postRequestedFor(urlEqualTo("/token")));
        issuer.verify(1, postRequestedFor(urlEqualTo("/orders")).withHeader("Authorization", equalTo("Bearer token-2")));

        issues("token-3", 3600);
        await().untilAsserted(() -> {
            submit();
            issuer.verify(3, postRequestedFor(urlEqualTo("/token")));
        });
    }

    @Test
    void aCallWithoutATokenIsNotSentAndTellsNoSecret() {
        issuer.stubFor(post("/token").willReturn(aResponse().withStatus(400).withHeader("Content-Type", "application/json")
                .withBody("{\"error\": \"invalid_client\"}")));
        bench.add(bearing(issuer.baseUrl()), Scripted.submits(Scripted.post("/orders", "{}")));

        Outcome outcome = submit();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("invalid_client").doesNotContain("the-secret"));
        issuer.verify(0, postRequestedFor(urlEqualTo("/orders")));
    }

    @Test
    void anIssuerThatNeverAnswersIsNotSent() {
        issuer.stubFor(post("/token").willReturn(aResponse().withFixedDelay(20_000)));
        bench.add(bearing(issuer.baseUrl(), Duration.ofSeconds(1)), Scripted.submits(Scripted.post("/orders", "{}")));

        assertThat(submit()).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void showsItsCertificateAndTrustsOnlyThePrintersAuthority() throws Exception {
        Path printers = key("printer");
        Path ours = key("client");
        bench.secrets.put("${file:client.pem}", certificate(ours));
        bench.secrets.put("${file:client.key}", privateKey(ours));
        bench.secrets.put("${file:ca.pem}", certificate(printers));
        bench.secrets.put("${file:other.pem}", certificate(key("other")));
        WireMockServer printer = new WireMockServer(WireMockConfiguration.options().httpDisabled(true).dynamicHttpsPort()
                .keystorePath(printers.toString()).keystorePassword(PASSWORD).keyManagerPassword(PASSWORD).keystoreType("PKCS12")
                .needClientAuth(true).trustStorePath(trusting(ours).toString()).trustStorePassword(PASSWORD).trustStoreType("PKCS12"));
        printer.start();
        try {
            printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
            String url = "https://localhost:" + printer.httpsPort();

            assertThat(over(url, "right", new ClientTls("${file:client.pem}", "${file:client.key}", "${file:ca.pem}")))
                    .isEqualTo(new Outcome.Received());
            assertThat(over(url, "no-certificate", new ClientTls(null, null, "${file:ca.pem}"))).isNotEqualTo(new Outcome.Received());
            assertThat(over(url, "wrong-authority", new ClientTls("${file:client.pem}", "${file:client.key}", "${file:other.pem}")))
                    .isInstanceOf(Outcome.Deferred.class);
            assertThat(over(url, "machine-trust", new ClientTls("${file:client.pem}", "${file:client.key}", null)))
                    .isInstanceOf(Outcome.Deferred.class);
            assertThat(printer.getAllServeEvents()).hasSize(1);

            printer.stubFor(any(anyUrl()).willReturn(okJson("{\"outcome\":\"ok\",\"orders\":[]}")));
            assertThat(examined(url, ours, printers)).isEmpty();
            assertThat(examined(url, ours, ours)).singleElement().asString().contains("certificate is not trusted", "http.tls.trust");
        } finally {
            printer.stop();
        }
    }

    /** As {@code printer check} does it. */
    private List<Problem> examined(String url, Path shown, Path trusted) throws Exception {
        Path cert = Files.writeString(folder.resolve("cert.pem"), certificate(shown));
        Path key = Files.writeString(folder.resolve("key.pem"), privateKey(shown));
        Path trust = Files.writeString(folder.resolve("trust.pem"), certificate(trusted));
        Path file = Files.writeString(Files.createDirectories(folder.resolve("checked")).resolve("p.yaml"),
                """
                    id: p
                    name: P
                    dialect: prodigi
                    zone: Europe/London
                    http: {baseUrl: "%s", poll: 5s, tls: {certificate: "${file:%s}", privateKey: "${file:%s}", trust: "${file:%s}"}}
                    services: {STANDARD: Standard}
                    clocks: {acknowledge: 20s, dispatch: 60s, delivery: 120s}
                    names: {maxLength: 60, alphabet: ANY}
                    limits: {concurrency: 4, timeout: 10s}
                    products:
                      POSTER:
                        article: A
                        print: {layout: ONE_FILE_PER_PRINT, trimWidth: 152, trimHeight: 102, bleed: 3, pageMinimum: 1, pageMaximum: 1, pageMultiple: 1}
                    """.formatted(
                        url, cert, key, trust));
        ProfileCheck check = ProfileCheck.of(file, null, Secrets.ofProcess());
        return PrinterProbe.examine(check, check.profile().orElseThrow(() -> new AssertionError(check.problems())),
                Secrets.ofProcess()::resolve, Clock.systemUTC());
    }

    private Outcome over(String url, String id, ClientTls tls) {
        bench.add(Profiles.http(id, new HttpTransport(url, Map.of(), Profiles.POLL, null, null, tls)),
                Scripted.submits(Scripted.post("/orders", "{}")));
        return bench.submit(id);
    }

    private Path key(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        run("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext",
                "san=dns:localhost", "-keystore", store.toString());
        return store;
    }

    private Path trusting(Path other) throws Exception {
        Path pem = Files.writeString(folder.resolve("trusted.pem"), certificate(other));
        Path store = folder.resolve("trust.p12");
        run("-importcert", "-noprompt", "-alias", "trusted", "-file", pem.toString(), "-keystore", store.toString());
        return store;
    }

    private static void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static KeyStore load(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static String certificate(Path store) throws Exception {
        KeyStore keys = load(store);
        return pem("CERTIFICATE", keys.getCertificate(keys.aliases().nextElement()).getEncoded());
    }

    private static String privateKey(Path store) throws Exception {
        KeyStore keys = load(store);
        return pem("PRIVATE KEY", keys.getKey(keys.aliases().nextElement(), PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }
}
