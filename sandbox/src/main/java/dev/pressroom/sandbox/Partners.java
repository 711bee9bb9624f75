package dev.pressroom.sandbox;

import dev.pressroom.sandbox.carriers.CarrierSettings;
import dev.pressroom.sandbox.carriers.DpdCarrier;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import dev.pressroom.sandbox.printers.elanders.ElandersPrinter;
import dev.pressroom.sandbox.printers.photofinale.PhotoFinalePrinter;
import dev.pressroom.sandbox.printers.prodigi.ProdigiPrinter;
import dev.pressroom.sandbox.printers.siteflow.SiteFlowPrinter;
import dev.pressroom.sandbox.servers.SftpLogin;
import dev.pressroom.sandbox.servers.SftpServer;
import dev.pressroom.sandbox.servers.SqsServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The outside world: four printers and a carrier over real protocols, each with its own list of what it received. */
final class Partners implements AutoCloseable {

    private final SftpServer sftp;
    private final SqsServer sqs;
    private final DpdCarrier dpd;
    private final List<SimulatedPrinter> printers;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** @param seed same seed, same week */
    Partners(Layout layout, Secrets secrets, Clock clock, long seed, Personality personality) {
        Path state = layout.state().resolve("partners");
        sftp = new SftpServer(state.resolve("sftp"), Layout.HOST, layout.sftp());
        sqs = new SqsServer(state.resolve("sqs"), Layout.HOST, layout.sqs());
        sftp.start();
        sqs.start();
        String dpdPassword = secrets.get("dpd");
        dpd = new DpdCarrier(CarrierSettings.of("dpd", state.resolve("dpd"), seed), clock, ZoneId.of("Europe/Brussels"), sftp,
                SftpLogin.byPassword("dpd", dpdPassword));
        printers = List.of(
                new ProdigiPrinter(PrinterSettings.of("prodigi-uk", state.resolve("prodigi-uk"), seed, personality), dpd, clock,
                        Layout.HOST,
                        layout.prodigi(), secrets.get("prodigi")),
                new ElandersPrinter(PrinterSettings.of("elanders-de", state.resolve("elanders-de"), seed, personality), dpd, clock,
                        ZoneId.of("Europe/Berlin"), sftp, SftpLogin.byPassword("elanders", secrets.get("elanders"))),
                new PhotoFinalePrinter(PrinterSettings.of("photofinale-us", state.resolve("photofinale-us"), seed, personality), dpd, clock,
                        sqs.endpoint(), URI.create(layout.serviceUrl()), secrets.get("photofinale")),
                new SiteFlowPrinter(PrinterSettings.of("siteflow-uk", state.resolve("siteflow-uk"), seed, personality), dpd, clock,
                        Layout.HOST, layout.siteFlow(), new SiteFlowPrinter.Account(secrets.get("siteflow-token"),
                                secrets.get("siteflow-secret"), triggers(layout, secrets), secrets.get("siteflow-postback"))));
        dpd.start();
        printers.forEach(SimulatedPrinter::start);
        environment.put("PRESSROOM_SANDBOX_PRODIGI_URL", "http://" + Layout.HOST + ":" + layout.prodigi());
        environment.put("PRESSROOM_SANDBOX_PRODIGI_KEY", secrets.get("prodigi"));
        environment.put("PRESSROOM_SANDBOX_SITEFLOW_URL", "http://" + Layout.HOST + ":" + layout.siteFlow());
        environment.put("PRESSROOM_SANDBOX_SITEFLOW_TOKEN", secrets.get("siteflow-token"));
        environment.put("PRESSROOM_SANDBOX_SITEFLOW_SECRET", secrets.get("siteflow-secret"));
        environment.put("PRESSROOM_SANDBOX_SITEFLOW_POSTBACK", secrets.get("siteflow-postback"));
        environment.put("PRESSROOM_SANDBOX_SFTP_HOST", Layout.HOST);
        environment.put("PRESSROOM_SANDBOX_SFTP_PORT", String.valueOf(layout.sftp()));
        environment.put("PRESSROOM_SANDBOX_SFTP_KNOWN_HOSTS", sftp.knownHostsLine().strip());
        environment.put("PRESSROOM_SANDBOX_ELANDERS_USER", "elanders");
        environment.put("PRESSROOM_SANDBOX_ELANDERS_PASSWORD", secrets.get("elanders"));
        environment.put("PRESSROOM_SANDBOX_DPD_USER", "dpd");
        environment.put("PRESSROOM_SANDBOX_DPD_PASSWORD", dpdPassword);
        environment.put("PRESSROOM_SANDBOX_SQS_ENDPOINT", sqs.endpoint().toString());
        environment.put("PRESSROOM_SANDBOX_SQS_ACCESS_KEY", "sandbox");
        environment.put("PRESSROOM_SANDBOX_SQS_SECRET_KEY", secrets.get("sqs"));
        environment.put("PRESSROOM_SANDBOX_PHOTOFINALE_TOKEN", secrets.get("photofinale"));
    }

    /** The address that somebody copied from {@code ./pressroom printer webhook} into the printer's account. */
    static URI triggers(Layout layout, Secrets secrets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.get("api").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String token = HexFormat.of().formatHex(mac.doFinal("webhook/siteflow-uk".getBytes(StandardCharsets.UTF_8)));
            return URI.create(layout.serviceUrl() + "/webhooks/siteflow-uk/" + token.substring(0, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    List<SimulatedPrinter> printers() {
        return printers;
    }

    SimulatedPrinter printer(String id) {
        return printers.stream().filter(printer -> printer.id().equals(id)).findFirst().orElseThrow();
    }

    DpdCarrier carrier() {
        return dpd;
    }

    /** What the service must know to speak with them. */
    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        printers.reversed().forEach(SimulatedPrinter::close);
        dpd.close();
        sqs.close();
        sftp.close();
    }
}
