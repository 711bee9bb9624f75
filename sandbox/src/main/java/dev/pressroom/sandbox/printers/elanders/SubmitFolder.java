package dev.pressroom.sandbox.printers.elanders;

import dev.pressroom.sandbox.printers.PrintShop;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hot folder: takes each ticket with its files at once, and ignores {@code .tmp}.
 *
 * <p>Files go into the archive first, then the job into the list, the ticket into the archive last: after a kill anywhere in between the
 * same ticket is taken up again and still makes one job. What is turned away is deleted, as the printer's documentation says.
 */
final class SubmitFolder {
    static final String TICKET_IN_ARCHIVE = "ticket.xml";

    private final PrintShop shop;
    private final Path folder;
    private final Path archive;

    SubmitFolder(PrintShop shop, Path folder, Path archive) {
        this.shop = shop;
        this.folder = folder;
        this.archive = archive;
    }

    /** One look into the folder; called by one thread at a time. */
    void look() {
        try {
            for (Path ticket : tickets()) {
                consume(ticket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> tickets() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".xml")).sorted().toList();
        }
    }

    private void consume(Path file) throws IOException {
        String name = file.getFileName().toString();
        String transaction = name.substring(0, name.length() - ".xml".length());
        Path place = archive.resolve(transaction);
        boolean takenBefore = Files.exists(place.resolve(TICKET_IN_ARCHIVE));
        if (shop.book().knowsReference(transaction) && !takenBefore && Files.isDirectory(place)) {
            move(file, place.resolve(TICKET_IN_ARCHIVE));
            return;
        }
        Ticket ticket;
        try {
            ticket = Ticket.read(transaction, Files.readString(file, StandardCharsets.UTF_8));
        } catch (Ticket.Unreadable e) {
            turnAway(e.key(), file, transaction, false, e.reason(), List.of());
            return;
        }
        String key = ticket.submission().key();
        if (shop.book().knowsReference(transaction) || !shop.book().withKey(key).isEmpty()) {
            turnAway(key, file, transaction, true, "duplicate transaction", ticket.files());
            return;
        }
        for (Ticket.ArtworkFile artwork : ticket.files()) {
            Optional<String> problem = problemWith(artwork, place);
            if (problem.isPresent()) {
                turnAway(key, file, transaction, false, problem.get(), ticket.files());
                return;
            }
        }
        Files.createDirectories(place);
        for (Ticket.ArtworkFile artwork : ticket.files()) {
            if (Files.exists(folder.resolve(artwork.name()))) {
                move(folder.resolve(artwork.name()), place.resolve(artwork.name()));
            }
        }
        shop.take(ticket.submission());
        move(file, place.resolve(TICKET_IN_ARCHIVE));
    }

    private void turnAway(String key, Path file, String transaction, boolean repeated, String reason, List<Ticket.ArtworkFile> files)
            throws IOException {
        shop.turnAway(key, transaction, repeated, reason);
        for (Ticket.ArtworkFile artwork : files) {
            Files.deleteIfExists(folder.resolve(artwork.name()));
        }
        Files.deleteIfExists(file);
    }

    private Optional<String> problemWith(Ticket.ArtworkFile artwork, Path place) throws IOException {
        Path file = Files.exists(folder.resolve(artwork.name())) ? folder.resolve(artwork.name()) : place.resolve(artwork.name());
        if (!Files.exists(file)) {
            return Optional.of("missing binary " + artwork.name());
        }
        if (Files.size(file) != artwork.bytes()) {
            return Optional.of("binary %s has %d bytes, the order says %d".formatted(artwork.name(), Files.size(file), artwork.bytes()));
        }
        String md5 = md5(file);
        return md5.equalsIgnoreCase(artwork.md5())
                ? Optional.empty()
                : Optional.of("binary %s has MD5 %s, the order says %s".formatted(artwork.name(), md5, artwork.md5()));
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
