package dev.pressroom.sandbox.printers.elanders;

import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import dev.pressroom.sandbox.servers.SftpLogin;
import dev.pressroom.sandbox.servers.SftpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A printer with an SFTP hot folder in the manner of Elanders: tickets and artwork in, status files out, cancellations by command file.
 *
 * <p>Its user sees {@code /submit}, {@code /status} and {@code /command}. The printer takes a ticket within moments of its rename and moves
 * it with its files into the folder {@code archive}. A real Elanders pushes status files to the client's own server and takes commands
 * on another host; here one server has all three folders.
 */
public final class ElandersPrinter implements SimulatedPrinter {
    public static final String SUBMIT = "submit";
    public static final String STATUS = "status";
    public static final String COMMAND = "command";

    private static final Pattern TICKET = Pattern.compile("/" + SUBMIT + "/(.+?)(_\\d{14})?\\.xml");
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final PrintShop shop;
    private final ZoneId zone;
    private final SftpServer server;
    private final SftpLogin login;
    private final Path home;

    /** The zone is that of the stamps in status files, which carry none. The server is started and closed by whoever made it. */
    public ElandersPrinter(PrinterSettings settings, Carrier carrier, Clock clock, ZoneId zone, SftpServer server, SftpLogin login) {
        this.shop = new PrintShop(settings, "E-", true, carrier, clock);
        this.zone = zone;
        this.server = server;
        this.login = login;
        this.home = settings.folder().resolve("sftp");
    }

    @Override
    public void start() {
        try {
            for (String folder : new String[]{SUBMIT, STATUS, COMMAND}) {
                Files.createDirectories(home.resolve(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shop.open(new StatusFolder(shop, home.resolve(STATUS), zone));
        shop.regularly(LOOK_EVERY, new SubmitFolder(shop, home.resolve(SUBMIT), shop.settings().folder().resolve("archive"))::look);
        shop.regularly(LOOK_EVERY, new CommandFolder(shop, home.resolve(COMMAND))::look);
        server.admit(login, home, this::cutsAfterRenameTo);
    }

    private boolean cutsAfterRenameTo(String path) {
        Matcher ticket = TICKET.matcher(path);
        return ticket.matches() && shop.behaviour().dropsConnection(ticket.group(1));
    }

    @Override
    public void stop() {
        server.dismiss(login.user());
        shop.shut();
    }

    /** What its user sees as {@code /}. */
    public Path home() {
        return home;
    }

    @Override
    public PrintShop shop() {
        return shop;
    }
}
