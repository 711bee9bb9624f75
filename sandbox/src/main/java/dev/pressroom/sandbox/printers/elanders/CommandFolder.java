package dev.pressroom.sandbox.printers.elanders;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Xml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The folder for commands: cancels what is not in production yet, and answers through the status folder. */
final class CommandFolder {
    private static final Logger log = LoggerFactory.getLogger(CommandFolder.class);

    private final PrintShop shop;
    private final Path folder;

    CommandFolder(PrintShop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

    /** One look into the folder; called by one thread at a time. */
    void look() {
        try {
            for (Path file : commands()) {
                obey(Files.readString(file));
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> commands() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".xml")).sorted().toList();
        }
    }

    private void obey(String text) {
        try {
            for (Element message : Xml.children(Xml.root(text), "message")) {
                if (message.getAttribute("action").equals("cancel")) {
                    cancel(message.getAttribute("order_reference_client"), message.getAttribute("id"),
                            message.hasAttribute("order_item_reference_client"));
                } else {
                    log.info("{}: ignores the command '{}'", shop.settings().id(), message.getAttribute("action"));
                }
            }
        } catch (SAXException e) {
            log.info("{}: ignores a command that cannot be read: {}", shop.settings().id(), e.getMessage());
        }
    }

    /** Made as a whole or not at all: a part of an order is refused. */
    private void cancel(String key, String request, boolean part) {
        Instant now = shop.clock().instant();
        List<ReceivedJob> jobs = shop.book().withKey(key);
        boolean cancelled = !part && !jobs.isEmpty() && shop.book().record(new Change.Cancelled(jobs.getFirst().jobId(), request, now));
        if (!cancelled) {
            String reason = part
                    ? "single items cannot be cancelled"
                    : jobs.isEmpty() ? "unknown order" : "order is " + jobs.getFirst().stage();
            shop.book().record(new Change.CancelRefused(key, request, reason, now));
        }
        log.info("{}: {} job {}", shop.settings().id(), cancelled ? "cancels" : "does not cancel", key);
    }
}
