package dev.pressroom.sandbox.printers;

import dev.pressroom.sandbox.simulation.Journal.Line;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Tells the other side, round by round, what it was not told yet.
 *
 * <p>At least once: what was sent is noted afterwards, so a kill in between leads to a repeat after the restart. Repeats that
 * the personality adds are not remembered over a restart.
 */
final class Outbox {
    private final JobBook book;
    private final Behaviour behaviour;
    private final Post post;
    private final Clock clock;
    private final Random shuffle;
    private final Map<Letter.News, Instant> again = new HashMap<>();
    private final Set<Long> garbageSent = new HashSet<>();

    Outbox(JobBook book, Behaviour behaviour, Post post, Clock clock, long seed) {
        this.book = book;
        this.behaviour = behaviour;
        this.post = post;
        this.clock = clock;
        this.shuffle = new Random(seed);
    }

    /** One round, called by one thread at a time; when it fails, all of it is sent again in the next. */
    void round() {
        List<Letter> letters = due(clock.instant());
        if (letters.isEmpty()) {
            return;
        }
        List<Letter> done = post.send(letters);
        List<Long> told = new ArrayList<>();
        for (Letter letter : done) {
            if (letter instanceof Letter.News news) {
                again.remove(news);
                if (!news.repeated()) {
                    told.add(news.line());
                    if (behaviour.repeats(news)) {
                        again.put(news.again(), clock.instant().plus(behaviour.delay(news.again())));
                    }
                }
            }
        }
        if (!told.isEmpty()) {
            book.record(new Change.Told(told, clock.instant()));
        }
    }

    private List<Letter> due(Instant now) {
        List<Letter> letters = new ArrayList<>();
        boolean disorder = false;
        for (Line<Change> line : book.untold()) {
            String jobId = line.entry().jobId();
            var news = new Letter.News(line.number(), line.entry(), jobId == null ? null : book.job(jobId), false);
            if (!line.entry().at().plus(behaviour.delay(news)).isAfter(now)) {
                letters.add(news);
                disorder |= behaviour.repeats(news);
                if (!garbageSent.contains(line.number()) && behaviour.addsGarbage(news) && garbageSent.add(line.number())) {
                    letters.add(new Letter.Garbage(news));
                }
            }
        }
        again.forEach((news, at) -> {
            if (!at.isAfter(now)) {
                letters.add(news);
            }
        });
        if (disorder) {
            Collections.shuffle(letters, shuffle);
        }
        return letters;
    }
}
