package dev.pressroom.sandbox.printers.elanders;

import dev.pressroom.sandbox.printers.Letter;
import dev.pressroom.sandbox.printers.Post;
import dev.pressroom.sandbox.printers.PrintShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Drops status files, one per round for everything that gathered since the last, written as {@code .tmp} and then renamed. */
final class StatusFolder implements Post {
    private final PrintShop shop;
    private final Path folder;
    private final ZoneId zone;
    private final AtomicLong lastId = new AtomicLong();

    StatusFolder(PrintShop shop, Path folder, ZoneId zone) {
        this.shop = shop;
        this.folder = folder;
        this.zone = zone;
    }

    @Override
    public List<Letter> send(List<Letter> letters) {
        var file = new StatusFile(shop.settings().id(), zone);
        List<Letter> done = new ArrayList<>();
        for (Letter letter : letters) {
            switch (letter) {
                case Letter.News news -> file.add(news);
                case Letter.Garbage _ -> drop("<root><header token=\"t\"/><messages><message id=\"");
            }
            done.add(letter);
        }
        if (!file.isEmpty()) {
            drop(file.text());
        }
        return done;
    }

    private void drop(String text) {
        long id = lastId.updateAndGet(last -> Math.max(last + 1, shop.clock().millis()));
        String name = id + "_" + DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(zone).format(shop.clock().instant()) + ".xml";
        try {
            Path written = Files.writeString(folder.resolve(name + ".tmp"), text);
            Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
