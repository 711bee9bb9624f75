package dev.pressroom.sandbox.printers.elanders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.HandedOver;
import dev.pressroom.sandbox.printers.OurSide;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Stage;
import dev.pressroom.sandbox.printers.Xml;
import dev.pressroom.sandbox.servers.SftpLogin;
import dev.pressroom.sandbox.servers.SftpServer;
import dev.pressroom.sandbox.servers.SftpUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class ElandersPrinterTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Pace FAST = Pace.every(Duration.ofMillis(30));
    private static final Pace STUCK = new Pace(Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1),
            Duration.ofMillis(30));

    private final HandedOver carrier = new HandedOver();
    private final List<Element> messages = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private int unreadable;
    @TempDir
    Path folder;
    private SftpServer server;
    private ElandersPrinter printer;
    private SftpUser user;

    @BeforeEach
    void startServer() {
        server = new SftpServer(folder.resolve("server"), "127.0.0.1", 0);
        server.start();
    }

    @AfterEach
    void close() {
        user.close();
        printer.close();
        server.close();
    }

    @Test
    void takesATicketWithItsFilesAndShips() throws Exception {
        open(FAST, "two-parcels=0");
        submit("A-1", "A-1_20261121100000");
        awaitStatuses("10000", "20000", "30000", "40000");

        assertThat(printer.received()).hasSize(1);
        ReceivedJob job = printer.received().getFirst();
        assertThat(job.key()).isEqualTo("A-1");
        assertThat(job.submission().reference()).isEqualTo("A-1_20261121100000");
        assertThat(job.items()).extracting(it -> it.reference() + " " + it.sku() + " x" + it.quantity()).containsExactly("1 BOOK-A4 x2");
        assertThat(carrier.parcels).containsExactly(new HandedOver.Parcel(job.parcels().getFirst().number(), "DE", "10115"));
        assertThat(user.names("/submit")).isEmpty();
        assertThat(folder.resolve("elanders/archive/A-1_20261121100000")).isDirectoryContaining("glob:**/A-1.pdf")
                .isDirectoryContaining("glob:**/ticket.xml");

        Element accepted = message("10000");
        assertThat(accepted.getAttribute("level")).isEqualTo("T");
        assertThat(accepted.getAttribute("transaction_reference_client")).isEqualTo("A-1_20261121100000");
        Instant stamped = LocalDateTime.parse(accepted.getAttribute("timestamp"), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                .atZone(BERLIN).toInstant();
        assertThat(stamped).isBetween(job.receivedAt().minusSeconds(1), job.changedAt().plusSeconds(1));
        Element shipped = message("40000");
        assertThat(shipped.getAttribute("order_reference_client")).isEqualTo("A-1");
        assertThat(shipped.getAttribute("order_item_reference_client")).isEqualTo("1");
        assertThat(shipped.getAttribute("quantity")).isEqualTo("2");
        assertThat(shipped.getAttribute("package_tracking_number")).matches("\\d{14}").isEqualTo(job.parcels().getFirst().number());
        assertThat(shipped.getAttribute("package_carrier")).isEqualTo("DPD Germany");
    }

    @Test
    void ignoresWhatIsStillCalledTmp() throws Exception {
        open(FAST, "");
        user.put("/submit/A-1.pdf", pdf("A-1"));
        user.write("/submit/A-1_20261121100000.xml.tmp", ticket("A-1"));
        submit("A-2", "A-2_20261121100000");
        await().until(() -> printer.received().stream().anyMatch(it -> it.stage() == Stage.SHIPPED));
        assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("A-2");
        user.sftp.rename("/submit/A-1_20261121100000.xml.tmp", "/submit/A-1_20261121100000.xml");
        await().untilAsserted(() -> assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("A-2", "A-1"));
    }

    @Test
    void shipsInTwoParcelsWhatCanBeDivided() throws Exception {
        open(FAST, "two-parcels=1");
        submit("A-1", "A-1_20261121100000");
        await().untilAsserted(() -> assertThat(statuses()).filteredOn("40000"::equals).hasSize(2));
        assertThat(messages.stream().filter(it -> it.getAttribute("status").equals("40000")).map(it -> it.getAttribute("quantity")))
                .containsExactly("1", "1");
        assertThat(carrier.numbers()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void refusesADuplicateTransactionAndADuplicateOrder() throws Exception {
        open(STUCK, "");
        submit("A-1", "A-1_20261121100000");
        await().until(() -> printer.received().size() == 1);
        submit("A-1", "A-1_20261121100000");
        await().until(() -> printer.turnedAway().size() == 1);
        submit("A-1", "A-1_20261121110000");
        await().until(() -> printer.turnedAway().size() == 2);
        assertThat(printer.received()).hasSize(1);
        assertThat(printer.turnedAway()).allMatch(Change.TurnedAway::repeated);
        await().untilAsserted(() -> assertThat(statuses()).filteredOn("4000"::equals).hasSize(2));
        assertThat(message("4000").getAttribute("status_desc")).isEqualTo("duplicate transaction");
        assertThat(user.names("/submit")).isEmpty();
    }

    @Test
    void refusesMissingAndWrongFilesAndTakesTheOrderSentAnew() throws Exception {
        open(STUCK, "");
        user.put("/submit/A-1_20261121100000.xml", ticket("A-1"));
        await().until(() -> printer.turnedAway().size() == 1);
        user.put("/submit/A-1.pdf", "something else");
        user.put("/submit/A-1_20261121100001.xml", ticket("A-1"));
        await().until(() -> printer.turnedAway().size() == 2);
        user.put("/submit/A-1_20261121100002.xml", "<root><order");
        await().until(() -> printer.turnedAway().size() == 3);
        user.put("/submit/A-1_20261121100003.xml", ticket("A-1").replace("\"A-1.pdf\"", "\"../A-1.pdf\""));
        await().until(() -> printer.turnedAway().size() == 4);
        assertThat(printer.turnedAway()).extracting(Change.TurnedAway::reason).satisfiesExactly(
                it -> assertThat(it).isEqualTo("missing binary A-1.pdf"), it -> assertThat(it).contains("has 14 bytes"),
                it -> assertThat(it).contains("cannot be read"), it -> assertThat(it).contains("not a plain name"));
        assertThat(user.names("/submit")).isEmpty();
        assertThat(printer.received()).isEmpty();

        submit("A-1", "A-1_20261121100005");
        await().until(() -> printer.received().size() == 1);
        await().untilAsserted(() -> assertThat(statuses()).filteredOn("4000"::equals).hasSize(4));
    }

    @Test
    void cutsTheSessionAfterTheRenameAndHasTheJob() throws Exception {
        open(STUCK, "");
        printer.nextSubmitDropsConnectionAfterStoring();
        assertThatThrownBy(() -> submit("A-1", "A-1_20261121100000")).isInstanceOf(SftpException.class);
        user.close();
        user = new SftpUser(server, "pressroom", "secret");
        assertThatThrownBy(() -> user.sftp.rename("/submit/A-1_20261121100000.xml.tmp", "/submit/A-1_20261121100000.xml"))
                .isInstanceOfSatisfying(SftpException.class, it -> assertThat(it.id).isEqualTo(ChannelSftp.SSH_FX_NO_SUCH_FILE));
        await().untilAsserted(() -> assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("A-1"));
    }

    @Test
    void cancelsBeforeProductionAndAnswersThroughTheStatusFolder() throws Exception {
        open(STUCK, "");
        submit("A-1", "A-1_20261121100000");
        await().until(() -> printer.received().size() == 1);
        user.put("/command/CANCEL-A-1_20261121100100.xml",
                "<root><message id=\"c-1\" action=\"cancel\" order_reference_client=\"A-1\" timestamp=\"2026-11-21 10:01:00\"/></root>");
        user.put("/command/CANCEL-A-9_20261121100100.xml",
                "<root><message id=\"c-2\" action=\"cancel\" order_reference_client=\"A-9\" timestamp=\"2026-11-21 10:01:00\"/></root>");
        awaitStatuses("90000", "91000");
        assertThat(message("90000").getAttribute("request_reference_id")).isEqualTo("c-1");
        assertThat(message("91000").getAttribute("request_reference_id")).isEqualTo("c-2");
        assertThat(printer.received().getFirst().cancelled()).isTrue();
        assertThat(user.names("/command")).isEmpty();
    }

    @Test
    void refusesToCancelWhatIsInProduction() throws Exception {
        open(new Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(30)), "");
        submit("A-1", "A-1_20261121100000");
        awaitStatuses("20000");
        user.put("/command/CANCEL-A-1_20261121100100.xml",
                "<root><message id=\"c-1\" action=\"cancel\" order_reference_client=\"A-1\"/></root>");
        awaitStatuses("91000");
        assertThat(printer.received().getFirst().stage()).isEqualTo(Stage.IN_PRODUCTION);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        open(STUCK, "");
        submit("A-1", "A-1_20261121100000");
        awaitStatuses("10000");
        List<ReceivedJob> before = printer.received();
        printer.close();
        user.close();

        Files.writeString(folder.resolve("elanders/sftp/submit/A-2.pdf"), pdf("A-2"));
        Files.writeString(folder.resolve("elanders/sftp/submit/A-2_20261121100000.xml"), ticket("A-2"));
        open(FAST, "");
        assertThat(printer.received().getFirst().submission()).isEqualTo(before.getFirst().submission());
        await().until(() -> printer.received().stream().filter(it -> it.stage() == Stage.SHIPPED).count() == 2);
        assertThat(carrier.numbers()).doesNotHaveDuplicates();
        submit("A-1", "A-1_20261121120000");
        await().until(() -> printer.turnedAway().size() == 1);
        assertThat(printer.received()).extracting(ReceivedJob::key).containsExactly("A-1", "A-2");
    }

    @Test
    void finishesATicketOnWhichItWasKilled() throws Exception {
        open(STUCK, "");
        submit("A-1", "A-1_20261121100000");
        awaitStatuses("10000");
        printer.close();
        user.close();
        Path archived = folder.resolve("elanders/archive/A-1_20261121100000/ticket.xml");
        Path ticket = folder.resolve("elanders/sftp/submit/A-1_20261121100000.xml");
        Files.move(archived, ticket);

        open(STUCK, "");
        await().until(() -> Files.exists(archived) && !Files.exists(ticket));
        assertThat(printer.received()).hasSize(1);
        assertThat(printer.turnedAway()).isEmpty();
    }

    @Test
    void tellsThingsTwiceAndOutOfOrder() throws Exception {
        open(FAST, "sends-twice=1,two-parcels=0");
        for (int n = 0; n < 4; n++) {
            submit("A-" + n, "A-" + n + "_20261121100000");
        }
        await().untilAsserted(() -> assertThat(statuses()).hasSize(32));
        List<String> ids = messages.stream().map(it -> it.getAttribute("id")).toList();
        assertThat(ids.stream().distinct()).hasSize(16);
        assertThat(messages.stream().filter(it -> it.getAttribute("duplicate").equals("true"))).hasSize(16);
        assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
        assertThat(read.size()).isLessThan(32);
    }

    @Test
    void rejectsAndSendsGarbage() throws Exception {
        open(STUCK, "rejects=1");
        printer.nextStatusComesWithGarbage();
        submit("A-1", "A-1_20261121100000");
        awaitStatuses("4000");
        assertThat(message("4000").getAttribute("status_desc")).contains("BOOK-A4");
        await().untilAsserted(() -> {
            statuses();
            assertThat(unreadable).isEqualTo(1);
        });
    }

    private void open(Pace pace, String personality) throws JSchException {
        var settings = new PrinterSettings("elanders", folder.resolve("elanders"), 1, pace, Personality.parse(personality),
                Patience.compressed());
        printer = new ElandersPrinter(settings, carrier, Clock.systemUTC(), BERLIN, server, SftpLogin.byPassword("pressroom", "secret"));
        printer.start();
        user = new SftpUser(server, "pressroom", "secret");
    }

    private void submit(String key, String transaction) throws SftpException {
        user.put("/submit/" + key + ".pdf", pdf(key));
        user.put("/submit/" + transaction + ".xml", ticket(key));
    }

    private static String pdf(String key) {
        return "%PDF-1.7 " + key;
    }

    private static String ticket(String key) {
        return """
            <root version="2.3">
              <order order_reference_client="%1$s" order_type="NORMAL" timestamp="2026-11-21 10:00:00">
                <shipping><shipping_type>standard</shipping_type>
                  <delivery_address><name>Nora Weiß</name><company/><street>Invalidenstr. 1</street><street2/><zip>10115</zip>
                    <city>Berlin</city><state/><countrycode>DE</countrycode><email/><phone/></delivery_address></shipping>
                <items><item order_item_reference_client="1" article="BOOK-A4" quantity="2">
                  <files><file type="block" name="%1$s.pdf" md5="%2$s" size="%3$d" pages="26"/></files></item></items>
              </order>
            </root>
            """.formatted(
                key, OurSide.md5(pdf(key)), pdf(key).length());
    }

    private void awaitStatuses(String... expected) {
        await().untilAsserted(() -> assertThat(statuses()).contains(expected));
    }

    /** Reads what is new in the status folder, as a poller would, and answers the statuses of all messages so far. */
    private List<String> statuses() throws Exception {
        for (String name : user.names("/status")) {
            if (name.endsWith(".xml") && read.add(name)) {
                try {
                    messages.addAll(Xml.all(Xml.root(user.read("/status/" + name)), "messages/message"));
                } catch (SAXException e) {
                    unreadable++;
                }
            }
        }
        return messages.stream().map(it -> it.getAttribute("status")).toList();
    }

    private Element message(String status) {
        return messages.stream().filter(it -> it.getAttribute("status").equals(status)).findFirst().orElseThrow();
    }
}
