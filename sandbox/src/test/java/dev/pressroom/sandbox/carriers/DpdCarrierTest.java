package dev.pressroom.sandbox.carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.SftpException;
import dev.pressroom.sandbox.servers.SftpLogin;
import dev.pressroom.sandbox.servers.SftpServer;
import dev.pressroom.sandbox.servers.SftpUser;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpdCarrierTest {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final String PARCEL = "01234567890123";

    @TempDir
    Path folder;
    private SftpServer server;
    private DpdCarrier carrier;
    private SftpUser user;

    @BeforeEach
    void startServer() {
        server = new SftpServer(folder.resolve("server"), "127.0.0.1", 0);
        server.start();
    }

    @AfterEach
    void close() {
        user.close();
        carrier.close();
        server.close();
    }

    @Test
    void dropsTheScansOfAParcelWithASemaphore() throws Exception {
        open(Duration.ZERO, 0);
        carrier.accept(PARCEL, "DE", "10115");
        await().until(() -> carrier.parcels().getFirst().deliveredAt().isPresent());
        String name = carrier.dropNow().orElseThrow();

        assertThat(name).matches("SCANINFO_0987654321_D\\d{8}T\\d{6}_\\d{6}");
        assertThat(user.names("/outbox")).containsExactly(name, name + ".sem");
        List<String> lines = user.read("/outbox/" + name).lines().toList();
        assertThat(lines).allMatch(it -> it.endsWith(";")).allMatch(it -> it.split(";", -1).length == 32).hasSize(5);
        assertThat(lines.getFirst()).startsWith("PARCELNO;SCAN_CODE;DEPOT_CODE;SCAN_DATE_TIME;").endsWith(";CUSTOMER_REFERENCE;DELISUSR;");
        assertThat(lines.stream().skip(1).map(it -> it.split(";")[0])).containsOnly(PARCEL);
        assertThat(lines.stream().skip(1).map(it -> it.split(";")[1])).containsExactly("05", "02", "03", "13");
        Instant delivered = carrier.parcels().getFirst().deliveredAt().orElseThrow();
        assertThat(lines.getLast().split(";")[3])
                .isEqualTo(DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(BRUSSELS).format(delivered));
        assertThat(lines.getLast().split(";")[8]).isEqualTo("DE");
        assertThat(lines.getLast().split(";")[9]).isEqualTo("10115");
        assertThat(carrier.dropNow()).isEmpty();
    }

    @Test
    void takesTheSameNumberOnce() throws Exception {
        open(Duration.ZERO, 0);
        carrier.accept(PARCEL, "DE", "10115");
        carrier.accept(PARCEL, "DE", "10115");
        await().until(() -> carrier.parcels().getFirst().deliveredAt().isPresent());
        assertThat(carrier.parcels()).hasSize(1);
        assertThat(carrier.parcels().getFirst().scans()).extracting(CarriedParcel.Scan::code).containsExactly(ScanCode.values());
    }

    @Test
    void dropsAFileEachNightWithTheNewScansOnly() throws Exception {
        open(Duration.ofMillis(40), 0);
        carrier.accept(PARCEL, "DE", "10115");
        carrier.accept("09999999999999", "AT", "1010");
        await().untilAsserted(() -> assertThat(rows()).hasSize(8));
        assertThat(user.names("/outbox").stream().filter(it -> !it.endsWith(".sem"))).hasSizeGreaterThan(1);
        assertThat(rows().stream().map(it -> it.substring(0, 17))).doesNotHaveDuplicates();
    }

    @Test
    void addsOddRowsWhenAsked() throws Exception {
        open(Duration.ZERO, 0);
        carrier.accept(PARCEL, "DE", "10115");
        await().until(() -> carrier.parcels().getFirst().deliveredAt().isPresent());
        carrier.nextFileAlsoHas(Oddity.values());
        carrier.dropNow();
        List<String> rows = rows();
        assertThat(rows).hasSize(4 + Oddity.values().length);
        assertThat(rows).anyMatch(it -> it.split(";", -1).length < 32).anyMatch(it -> it.contains(";20261345000000;"))
                .anyMatch(it -> it.startsWith("1,234E+13;")).anyMatch(it -> it.startsWith(PARCEL + ";77;"))
                .anyMatch(it -> it.startsWith("0999") && it.contains(";02;"));
        carrier.accept("09999999999999", "AT", "1010");
        await().until(() -> carrier.parcels().getLast().deliveredAt().isPresent());
        carrier.dropNow();
        assertThat(rows()).hasSize(8 + Oddity.values().length);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        open(Duration.ZERO, 0);
        carrier.accept(PARCEL, "DE", "10115");
        await().until(() -> carrier.parcels().getFirst().scans().size() >= 2);
        carrier.dropNow();
        carrier.close();
        user.close();
        int before = carrier.parcels().getFirst().scans().size();

        open(Duration.ZERO, 0);
        assertThat(carrier.parcels().getFirst().scans()).hasSizeGreaterThanOrEqualTo(before);
        await().until(() -> carrier.parcels().getFirst().deliveredAt().isPresent());
        carrier.dropNow();
        assertThat(rows().stream().map(it -> it.split(";")[1])).containsExactlyInAnyOrder("05", "02", "03", "13");
    }

    private void open(Duration night, double oddRows) throws Exception {
        var settings = new CarrierSettings("dpd", folder.resolve("dpd"), 1, "0987654321", Duration.ofMillis(30), night, oddRows);
        carrier = new DpdCarrier(settings, Clock.systemUTC(), BRUSSELS, server, SftpLogin.byPassword("dpd", "secret"));
        carrier.start();
        user = new SftpUser(server, "dpd", "secret");
    }

    /** All rows, without headers, of all files whose semaphore is there. */
    private List<String> rows() throws SftpException {
        List<String> names = user.names("/outbox");
        return names.stream().filter(it -> names.contains(it + ".sem")).flatMap(it -> rows(it).stream()).toList();
    }

    private List<String> rows(String name) {
        try {
            String[] lines = user.read("/outbox/" + name).split("\n");
            return Arrays.stream(lines).skip(1).toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
