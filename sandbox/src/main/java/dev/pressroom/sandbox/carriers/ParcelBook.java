package dev.pressroom.sandbox.carriers;

import dev.pressroom.sandbox.carriers.ParcelEvent.Accepted;
import dev.pressroom.sandbox.carriers.ParcelEvent.Dropped;
import dev.pressroom.sandbox.carriers.ParcelEvent.Scanned;
import dev.pressroom.sandbox.simulation.Journal;
import dev.pressroom.sandbox.simulation.Journal.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The carrier's own list: every parcel it took, its scans, and which of them were in a file. */
final class ParcelBook implements AutoCloseable {
    private final Journal<ParcelEvent> journal;
    private final SequencedMap<String, CarriedParcel> parcels = new LinkedHashMap<>();
    private final List<Line<Scanned>> undropped = new ArrayList<>();

    ParcelBook(Journal<ParcelEvent> journal) {
        this.journal = journal;
        journal.replay().forEach(line -> apply(line.number(), line.entry()));
    }

    /** The new parcel; null when the number was taken before. */
    synchronized @Nullable CarriedParcel accept(String number, String country, String zip, Instant at) {
        if (parcels.containsKey(number)) {
            return null;
        }
        write(new Accepted(number, country, zip, at));
        return find(number);
    }

    synchronized CarriedParcel scan(String number, ScanCode code, Instant at) {
        write(new Scanned(number, code, at));
        return find(number);
    }

    synchronized void dropped(String file, long upTo, Instant at) {
        write(new Dropped(file, upTo, at));
    }

    synchronized List<CarriedParcel> parcels() {
        return List.copyOf(parcels.values());
    }

    /** Scans that were in no file yet, oldest first, with their lines in the journal. */
    synchronized List<Line<Scanned>> undropped() {
        return List.copyOf(undropped);
    }

    synchronized CarriedParcel find(String number) {
        CarriedParcel parcel = parcels.get(number);
        if (parcel == null) {
            throw new IllegalStateException("The carrier has no parcel " + number);
        }
        return parcel;
    }

    private void write(ParcelEvent event) {
        apply(journal.append(event), event);
    }

    private void apply(long line, ParcelEvent event) {
        switch (event) {
            case Accepted it -> parcels.put(it.number(), new CarriedParcel(it.number(), it.country(), it.zip(), it.at(), List.of()));
            case Scanned it -> {
                CarriedParcel parcel = find(it.number());
                List<CarriedParcel.Scan> scans = new ArrayList<>(parcel.scans());
                scans.add(new CarriedParcel.Scan(it.code(), it.at()));
                parcels.put(it.number(),
                        new CarriedParcel(parcel.number(), parcel.country(), parcel.zip(), parcel.acceptedAt(), List.copyOf(scans)));
                undropped.add(new Line<>(line, it));
            }
            case Dropped it -> undropped.removeIf(scan -> scan.number() <= it.upTo());
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
