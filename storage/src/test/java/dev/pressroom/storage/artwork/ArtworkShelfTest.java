package dev.pressroom.storage.artwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.JobKey;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArtworkShelfTest {

    private static final JobKey REPRINT = new JobKey("A-1", 2, 1);

    @Test
    void aReprintAtTheSamePrinterGetsTheVeryFilesOfTheFirstPrint() {
        Database database = Database.fresh();
        JdbcClient jdbc = database.jdbc();
        new Intake(jdbc, database.transactions()).place(Samples.order("A-1"));
        String item = jdbc.sql("SELECT item_id FROM order_items WHERE order_id = 'A-1' ORDER BY position LIMIT 1").query(String.class)
                .single();
        String items = "[{\"item\": \"" + item + "\", \"quantity\": 1}]";
        jdbc.sql("""
            INSERT INTO jobs (order_id, job, items, status, printer_id, attempt, reprint_of)
            VALUES ('A-1', 1, :items::jsonb, 'DELIVERED', 'north', 1, NULL), ('A-1', 2, :items::jsonb, 'PREPARING', 'north', 1, 1)
            """).param("items", items).update();
        ArtworkShelf shelf = new ArtworkShelf(jdbc, Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC));
        shelf.keep("key-1", "[{\"sha256\": \"abc\"}]");
        shelf.assign(new JobKey("A-1", 1, 1), "north", item, "key-1");

        assertThat(shelf.adopt(REPRINT, "south", 1)).isFalse();
        assertThat(shelf.adopt(REPRINT, "north", 1)).isTrue();
        assertThat(shelf.adopt(REPRINT, "north", 1)).isTrue();
        assertThat(shelf.files(REPRINT, "north")).containsExactly(new ArtworkShelf.ItemFiles(item, "[{\"sha256\": \"abc\"}]"));
        assertThat(shelf.adopt(new JobKey("A-1", 1, 1), "north", 1)).as("a first print is prepared").isFalse();
    }

    @Test
    void aPhotoThatCameWholeIsRememberedByItsNumber() {
        Database database = Database.fresh();
        new Intake(database.jdbc(), database.transactions()).place(Samples.order("A-2"));
        ArtworkShelf shelf = new ArtworkShelf(database.jdbc(), Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC));
        shelf.settle("source", "settled");
        shelf.keepFetched("A-2", "book", 3, "source");
        shelf.keepFetched("A-2", "book", 3, "another");

        assertThat(shelf.fetchedBefore("A-2", "book", 3)).hasValue("source");
        assertThat(shelf.fetchedBefore("A-2", "book", 2)).isEmpty();
        assertThat(shelf.settled("source")).hasValue("settled");
    }
}
