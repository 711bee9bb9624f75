package dev.pressroom.sandbox.faults;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.Limits;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Secrets;
import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One of the sandbox's printers at the other end of a faulty line, with the sandbox's own profile of it. */
final class FaultyPrinter implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Limits LIMITS = new Limits(8, Duration.ofSeconds(4));
    /** Accepts after the comparison: what counts here is what it received. */
    private static final Pace PATIENT = Pace.every(Duration.ofHours(6));

    private final SimulatedPrinter printer;
    private final Runnable server;
    private final FaultyLine line;
    private final PrinterProfile profile;
    private final Map<String, String> environment;

    private FaultyPrinter(SimulatedPrinter printer, Runnable server, FaultyLine line, PrinterProfile profile,
            Map<String, String> environment) {
        this.environment = environment;
        this.printer = printer;
        this.server = server;
        this.line = line;
        this.profile = profile;
    }

    SimulatedPrinter printer() {
        return printer;
    }

    FaultyLine line() {
        return line;
    }

    PrinterProfile profile() {
        return profile;
    }

    static FaultyPrinter open(String id, Path scratch, OurDesk desk, long seed) throws Exception {
        Clock clock = Clock.systemUTC();
        PrinterSettings settings = new PrinterSettings(id, scratch.resolve(id), seed, PATIENT,
                Personality.parse("drops-connection=0.05,stores-late=0.05"),
                Patience.compressed());
        Map<String, String> environment = new HashMap<>();
        return switch (id) {
            case "elanders-de" -> {
                SftpServer sftp = new SftpServer(scratch.resolve("sftp"), HOST, 0);
                sftp.start();
                FaultyLine line = new FaultyLine(HOST, sftp.port(), seed, 100_000);
                environment.put("SFTP_HOST", HOST);
                environment.put("SFTP_PORT", String.valueOf(line.port()));
                environment.put("SFTP_KNOWN_HOSTS", sftp.knownHostsLine().strip().replace("]:" + sftp.port(), "]:" + line.port()));
                environment.put("ELANDERS_USER", "elanders");
                environment.put("ELANDERS_PASSWORD", "elanders");
                yield open(id, scratch, environment, line, sftp::close, new ElandersPrinter(settings, new NoCarrier(), clock,
                        ZoneId.of("Europe/Berlin"), sftp, SftpLogin.byPassword("elanders", "elanders")));
            }
            case "photofinale-us" -> {
                SqsServer sqs = new SqsServer(scratch.resolve("sqs"), HOST, 0);
                sqs.start();
                FaultyLine line = new FaultyLine(HOST, sqs.endpoint().getPort(), seed, 8_000);
                environment.put("SQS_ENDPOINT", "http://" + HOST + ":" + line.port());
                environment.put("SQS_ACCESS_KEY", "sandbox");
                environment.put("SQS_SECRET_KEY", "sandbox");
                environment.put("PHOTOFINALE_TOKEN", "claim");
                yield open(id, scratch, environment, line, sqs::close,
                        new PhotoFinalePrinter(settings, new NoCarrier(), clock, sqs.endpoint(), desk.base(), "claim"));
            }
            case "prodigi-uk" -> {
                int port = free();
                FaultyLine line = new FaultyLine(HOST, port, seed, 6_000);
                environment.put("PRODIGI_URL", "http://" + HOST + ":" + line.port());
                environment.put("PRODIGI_KEY", "key");
                yield open(id, scratch, environment, line, () -> {
                }, new ProdigiPrinter(settings, new NoCarrier(), clock, HOST, port, "key"));
            }
            case "siteflow-uk" -> {
                int port = free();
                FaultyLine line = new FaultyLine(HOST, port, seed, 60_000);
                environment.put("SITEFLOW_URL", "http://" + HOST + ":" + line.port());
                environment.put("SITEFLOW_TOKEN", "token");
                environment.put("SITEFLOW_SECRET", "secret");
                environment.put("SITEFLOW_POSTBACK", "postback");
                yield open(id, scratch, environment, line, () -> {
                }, new SiteFlowPrinter(settings, new NoCarrier(), clock, HOST, port,
                        new SiteFlowPrinter.Account("token", "secret", null, "postback")));
            }
            default -> throw new IllegalArgumentException("there is no simulated printer '" + id + "'");
        };
    }

    private static FaultyPrinter open(String id, Path scratch, Map<String, String> environment, FaultyLine line, Runnable server,
            SimulatedPrinter printer) throws IOException {
        printer.start();
        return new FaultyPrinter(printer, server, line, profile(id, scratch, environment), environment);
    }

    private static PrinterProfile profile(String id, Path scratch, Map<String, String> environment) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("profiles-" + id));
        try (InputStream in = FaultyPrinter.class.getResourceAsStream("/pressroom.config/printers/" + id + ".yaml")) {
            Files.write(folder.resolve(id + ".yaml"), Objects.requireNonNull(in, id).readAllBytes());
        }
        PrinterProfiles loaded = PrinterProfiles.load(folder, null, secrets(environment));
        PrinterProfile profile = loaded.get(id).orElseThrow(() -> new IllegalStateException(String.valueOf(loaded.problems())));
        return new PrinterProfile(profile.id(), profile.name(), profile.dialect(), profile.zone(), profile.products(), profile.services(),
                profile.carriers(), profile.statuses(), profile.countries(), profile.clocks(), profile.names(), LIMITS, profile.http(),
                profile.sftp(), profile.sqs(), profile.settings(), profile.hash());
    }

    private static Secrets secrets(Map<String, String> environment) {
        return new Secrets(name -> environment.get(name.replaceFirst("PRESSROOM_SANDBOX_", "")), path -> "");
    }

    /** The channel's view of this printer's secrets. */
    Secrets secrets() {
        return secrets(environment);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static final class NoCarrier implements Carrier {
        @Override
        public String name() {
            return "DPD";
        }

        @Override
        public void accept(String parcelNumber, String country, String zip) {
            throw new IllegalStateException("nothing is shipped here");
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
        printer.close();
        server.run();
    }
}
