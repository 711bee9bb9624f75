package dev.pressroom.app.printing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as they are called, with what they print. */
@ResourceLock(Resources.SYSTEM_OUT)
class CommandsTest {

    private static final Path CONFIG = Path.of("../sandbox/src/main/resources/pressroom.config");

    @TempDir
    Path folder;

    private record Run(int exit, String out) {
        JsonNode json() {
            return new JsonMapper().readTree(out);
        }
    }

    private static Run run(Object command, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = new CommandLine(command).setErr(new PrintWriter(new StringWriter()));
            line.setExecutionExceptionHandler((exception, _, _) -> {
                System.out.println(exception.getMessage());
                return 1;
            });
            return new Run(line.execute(arguments), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void readsACallbackAsAHintAndTellsWhatItWouldMean() throws IOException {
        Run run = run(new DialectCommand(), "read", "prodigi", "--kind", "status", file("callback.json", """
            {"specversion":"1.0","type":"com.prodigi.order.status.stage.changed#Complete","subject":"ord_1","id":"evt_1",
             "data":{"order":{"id":"ord_1","merchantReference":"K","created":"2026-11-21T09:00:00Z","status":{"stage":"Complete",
             "details":{"downloadAssets":"Completed"}},"shipments":[],},}}"""));

        assertThat(run.exit()).isZero();
        assertThat(run.json().path("facts")).isEmpty();
        assertThat(run.json().path("hints").path(0).asString()).isEqualTo("ORDER:ord_1");
        assertThat(run.json().path("factsOnceReread").valueStream().map(fact -> fact.path("fact").asString()))
                .containsExactly("JobReceived", "JobAccepted");
    }

    @Test
    void readsAStatusFileWhoseNameSaysTheOrder() throws IOException {
        Run run = run(new DialectCommand(), "read", "photo-finale", "--kind", "status",
                file("12345678.FC.1234.json", "{\"DealerCode\":1234,\"Status\":3,\"OrderLineItemList\":[1],}"));

        JsonNode fact = run.json().path("facts").path(0);
        assertThat(run.exit()).isZero();
        assertThat(fact.path("fact").asString()).isEqualTo("ItemsShipped");
        assertThat(fact.path("about").path(0).asString()).isEqualTo("ORDER:12345678");
        assertThat(fact.path("items").path(0).path("quantity").asString()).isEqualTo("all");
    }

    @Test
    void exitsWith1WhenAMessageCannotBeRead() throws IOException {
        Run run = run(new DialectCommand(), "read", "elanders", "--kind", "status", file("s.xml", "<root><mess"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("unreadable").path(0).path("reason").asString()).contains("not well-formed");
    }

    @Test
    void readsAWholeResponseWithItsStatusAndHeaders() throws IOException {
        Run run = run(new DialectCommand(), "read", "prodigi", "--kind", "reply", file("r.txt",
                "HTTP/1.1 429 Too Many\r\nRetry-After: 60\r\n\r\n{}"), "--received", "2026-11-21T09:00:00Z");
        assertThat(run.json().path("result").asString()).isEqualTo("Deferred");
        assertThat(run.json().path("until").asString()).isEqualTo("2026-11-21T09:01:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"prodigi | {\"outcome\":\"Created\",\"order\":{\"id\":\"ord_1\"}} | submit Received",
            "prodigi | {\"outcome\":\"Cancelled\",\"order\":{\"id\":\"ord_1\"}} | cancel Agreed",
            "prodigi | {\"outcome\":\"partiallyUpdated\"} | readdress Refused",
            "prodigi | {\"outcome\":\"Ok\",\"orders\":[{\"id\":\"ord_1\",\"merchantReference\":\"Mine1\"}]} | lookup AtPrinter",
            "prodigi | {\"outcome\":\"TimedOut\"} | submit Unknown",
            "site-flow | {\"_id\":\"5910757 faab8ec6f60127999\"} | submit Received",
            "site-flow | {\"error\":{\"code\":208,\"message\":\"Validation Failed\"}} | submit Rejected",
            "site-flow | {\"data\":[]} | lookup NotAtPrinter"})
    void findsWhatAReplyAnswers(String dialect, String reply, String expected) throws IOException {
        JsonNode json = run(new DialectCommand(), "read", dialect, "--kind", "reply", file("r.json", reply)).json();
        assertThat(json.path("verb").asString() + " " + json.path("result").asString()).isEqualTo(expected);
    }

    @Test
    void saysThatAPrinterOfFilesAnswersNothingAtOnce() throws IOException {
        Run run = run(new DialectCommand(), "read", "elanders", "--kind", "reply", file("r.json", "{}"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--kind status");
    }

    @Test
    void writesTheSameTicketForTheSameTime() throws IOException {
        String order = file("order.json", """
            {"orderId":"A-77","service":"STANDARD","shipTo":{"name":"Zoë","line1":"S 1","postalCode":"1","city":"L","country":"DE"},
             "items":[{"itemId":"x","product":"PRINT-10X15","quantity":2,"photos":[]}]}""");
        for (String out : new String[]{"one", "two"}) {
            Run run = run(new DialectCommand(), "write", "elanders-de", order, "--config", CONFIG.toString(), "--out",
                    folder.resolve(out).toString(), "--at", "2026-11-21T09:00:00Z");
            assertThat(run.exit()).isZero();
            assertThat(run.json().path("then").path("result").asString()).isEqualTo("Received");
        }
        String ticket = "submit/A-77-1-a1_20261121100000.xml";
        assertThat(folder.resolve("one").resolve(ticket)).hasSameTextualContentAs(folder.resolve("two").resolve(ticket))
                .content().contains("<name>Zoë</name>", "article=\"4712-1015\" quantity=\"2\"");
    }

    @Test
    void writesASignedRequestWithItsSecretsAsReferences() throws IOException {
        run(new DialectCommand(), "write", "siteflow-uk", file("order.json", """
            {"orderId":"A-77","shipTo":{"name":"Zoë","line1":"S 1","postalCode":"1","city":"L","country":"GB"},
             "items":[{"itemId":"x","product":"PRINT-10X15","quantity":2,"photos":[]}]}"""), "--config", CONFIG.toString(), "--out",
                folder.resolve("signed").toString(), "--at", "2026-11-21T09:00:00Z");
        assertThat(folder.resolve("signed/2-POST.http")).content().contains("x-oneflow-date: 2026-11-21T09:00:00Z",
                "${env:PRESSROOM_SANDBOX_SITEFLOW_TOKEN}:HMAC-SHA256(POST /api/order 2026-11-21T09:00:00Z)");
    }

    @Test
    void tellsAllThatIsWrongWithAnOrder() throws IOException {
        Run run = run(new DialectCommand(), "write", "prodigi-uk",
                file("o.json", "{\"orderId\":\"a/b\",\"items\":[{\"product\":\"MUG\"}]}"),
                "--config", CONFIG.toString(), "--out", folder.resolve("out").toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void listsThePrintersAndWhatTheyCan() {
        Run run = run(new PrinterCommand(), "list", "--config", CONFIG.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("elanders-de", "submit cancel read").endsWith("0 problems\n");
    }

    @Test
    void tellsEveryProblemOfAProfileWithItsLine() throws IOException {
        String good = Files.readString(CONFIG.resolve("printers/prodigi-uk.yaml"));
        String file = file("broken.yaml", good.replace("timeout: 10s", "timeout: 10").replace("zone: Europe/London", "zone: Europa/London")
                .replace("poll: 5s", "pol: 5s"));
        Files.copy(CONFIG.resolve("printers/prodigi-uk.yaml"), folder.resolve("twin.yaml"));

        Run run = run(new PrinterCommand(), "check", file, "--config", CONFIG.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines()).allMatch(line -> line.matches(".+broken\\.yaml:\\d+: .+; .+"))
                .anyMatch(line -> line.contains(":2: 'id' prodigi-uk is also the id of"))
                .anyMatch(line -> line.contains(":5: 'zone' is 'Europa/London'"))
                .anyMatch(line -> line.contains("'http.pol' is unknown"))
                .anyMatch(line -> line.contains("'http.poll' is missing"))
                .anyMatch(line -> line.contains("PRESSROOM_SANDBOX_PRODIGI_KEY is not set"))
                .anyMatch(line -> line.contains("'limits.timeout' is '10'"));
    }

    private String elanders(String shipped) throws IOException {
        return file("p.yaml",
                Files.readString(CONFIG.resolve("printers/elanders-de.yaml")).replace("${env:PRESSROOM_SANDBOX_SFTP_PORT}", "22")
                        .replaceAll("password: .*", "password: \\${env:PATH}").replaceAll("\\$\\{env:PRESSROOM\\w+}", "x")
                        .replace("ItemsShipped", shipped));
    }

    @Test
    void readsStatusesBackWithTheProfile() throws IOException {
        Run run = run(new PrinterCommand(), "check", "--offline", elanders("ItemsShipped"), "--config", CONFIG.toString(), "--sample", file(
                "s.xml", "<root><message id='1' status='20000' order_reference_client='K' timestamp='2026-10-25 02:30:00'/></root>"));

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("as documented, reads as ItemsShipped 01234567890123 by dpd")
                .contains("s.xml: JobInProduction, at 2026-10-25T00:30:00Z ('2026-10-25 02:30:00', Europe/Berlin, first of two)")
                .endsWith("in order; the printer was not asked\n");
    }

    @Test
    void tellsThatNoNumberMeansShippedAndWhatOfASampleIsNotUnderstood() throws IOException {
        Run run = run(new PrinterCommand(), "check", "--offline", elanders("JobPrinted"), "--config", CONFIG.toString(), "--sample", file(
                "s.xml", "<root><message id='1' status='77000' order_reference_client='K'/><message id='2'/></root>"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches(".+p\\.yaml:\\d+: none of the printer's numbers means ItemsShipped.+; .+"))
                .anyMatch(line -> line.matches(".+s\\.xml:1: nobody knows the status '77000'.+; .+"))
                .anyMatch(line -> line.matches(".+s\\.xml:1: message 2 has no status; .+"));
    }

    @Test
    void refusesAnAddressWithALoginOrABlank() throws IOException {
        for (String address : new String[]{"https://user:s3cret@printer.example", "https://printer example", "ftp://printer.example"}) {
            Run run = run(new PrinterCommand(), "check", "--offline",
                    file("h.yaml",
                            Files.readString(CONFIG.resolve("printers/prodigi-uk.yaml")).replaceAll("baseUrl: .*",
                                    "baseUrl: \"" + address + "\"")),
                    "--config", CONFIG.toString());
            assertThat(run.out()).contains("'http.baseUrl' ").doesNotContain("s3cret");
        }
    }

    @Test
    void tellsAPrintProfileThatIsNotThere() throws IOException {
        String file = file("wrong.yaml", Files.readString(CONFIG.resolve("printers/siteflow-uk.yaml"))
                .replace("id: siteflow-uk", "id: another")
                .replace("${env:PRESSROOM_SANDBOX_SITEFLOW_URL}", "http://localhost:1")
                .replace("profile: book-a4-landscape", "profile: book-a4-landscap"));

        Run run = run(new PrinterCommand(), "check", file, "--offline", "--config", CONFIG.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches(".+wrong\\.yaml:\\d+: the print profile of PHOTOBOOK-A4 cannot be used: .+"
                        + "book-a4-landscap'; .+"));
    }
}
