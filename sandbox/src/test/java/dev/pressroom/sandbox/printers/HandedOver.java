package dev.pressroom.sandbox.printers;

import dev.pressroom.sandbox.carriers.Carrier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A carrier that only writes down what the printers hand over. */
public final class HandedOver implements Carrier {

    public record Parcel(String number, String country, String zip) {}

    public final List<Parcel> parcels = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "DPD";
    }

    @Override
    public void accept(String parcelNumber, String country, String zip) {
        parcels.add(new Parcel(parcelNumber, country, zip));
    }

    public List<String> numbers() {
        return parcels.stream().map(Parcel::number).toList();
    }
}
