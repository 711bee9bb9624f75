package dev.pressroom.sandbox.simulate;

import dev.pressroom.sandbox.carriers.Carrier;
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
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A simulated printer with the server that it needs, and how it is reached: names to values, credentials included. */
public final class Simulator implements AutoCloseable {

    public static final List<String> DIALECTS = List.of("prodigi", "elanders", "site-flow", "photo-finale");

    /** The password, key, token and secret of every simulator: it guards nothing. */
    public static final String CREDENTIAL = "simulated-secret";
    public static final String USER = "printer";

    static final String HOST = "127.0.0.1";

    private final SimulatedPrinter printer;
    private final Map<String, String> access = new LinkedHashMap<>();
    private final AutoCloseable server;

    /**
     * @param port of its server; 0 takes a free one
     * @param zone of times without offset (Elanders)
     * @param pressroom what stands before {@code /printers/{id}/tickets} where tickets are pulled (Photo Finale)
     * @param triggers where postbacks go (Site Flow); null for nowhere
     */
    public static Simulator start(String dialect, PrinterSettings settings, Clock clock, int port, ZoneId zone, URI pressroom,
            @Nullable URI triggers) {
        Carrier carrier = new Unseen();
        return switch (dialect) {
            case "prodigi" -> {
                ProdigiPrinter printer = new ProdigiPrinter(settings, carrier, clock, HOST, port, CREDENTIAL);
                Simulator simulator = new Simulator(printer, () -> {
                });
                yield simulator.with("url", printer.baseUrl().toString()).with("X-API-Key", CREDENTIAL);
            }
            case "site-flow" -> {
                SiteFlowPrinter printer = new SiteFlowPrinter(settings, carrier, clock, HOST, port,
                        new SiteFlowPrinter.Account(CREDENTIAL, CREDENTIAL, triggers, CREDENTIAL));
                Simulator simulator = new Simulator(printer, () -> {
                });
                yield simulator.with("url", printer.baseUrl().toString()).with("token", CREDENTIAL).with("secret", CREDENTIAL)
                        .with("postback authorization", CREDENTIAL);
            }
            case "elanders" -> {
                SftpServer sftp = new SftpServer(settings.folder().resolve("server"), HOST, port);
                sftp.start();
                yield new Simulator(
                        new ElandersPrinter(settings, carrier, clock, zone, sftp, SftpLogin.byPassword(USER, CREDENTIAL)), sftp)
                        .with("host", HOST).with("port", String.valueOf(sftp.port())).with("user", USER).with("password", CREDENTIAL)
                        .with("known_hosts", sftp.knownHostsLine().strip()).with("folders", "/submit /status /command");
            }
            case "photo-finale" -> {
                SqsServer sqs = new SqsServer(settings.folder().resolve("server"), HOST, port);
                sqs.start();
                PhotoFinalePrinter printer = new PhotoFinalePrinter(settings, carrier, clock, sqs.endpoint(), pressroom, CREDENTIAL);
                yield new Simulator(printer, sqs).with("endpoint", sqs.endpoint().toString()).with("order queue", printer.orderQueue())
                        .with("status queue", printer.statusQueue()).with("claim token", CREDENTIAL)
                        .with("claims", pressroom + "/printers/" + settings.id() + "/tickets/{OrderID}");
            }
            default -> throw new IllegalArgumentException("no simulator speaks '" + dialect + "'; there are " + DIALECTS);
        };
    }

    private Simulator(SimulatedPrinter printer, AutoCloseable server) {
        this.printer = printer;
        this.server = server;
        printer.start();
    }

    private Simulator with(String name, String value) {
        access.put(name, value);
        return this;
    }

    public SimulatedPrinter printer() {
        return printer;
    }

    public Map<String, String> access() {
        return access;
    }

    public String access(String name) {
        String value = access.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the simulator has no '" + name + "', only " + access.keySet());
        }
        return value;
    }

    @Override
    public void close() {
        printer.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the simulator's server did not stop", e);
        }
    }

    /** Takes every parcel and tells nobody. */
    private static final class Unseen implements Carrier {
        @Override
        public String name() {
            return "DPD";
        }

        @Override
        public void accept(String parcelNumber, String country, String zip) {
            // No scan will follow: a simulator by itself ends with the shipment.
        }
    }
}
