package dev.pressroom.batch.decode;

/**
 * One of several parts that a file's parcels are dealt to by their numbers, so that each can be loaded by a writer of its own.
 *
 * @param index from 0; the first part also has what belongs to no parcel
 */
public record Part(int index, int of) {

    public static final Part WHOLE = new Part(0, 1);

    boolean has(String number) {
        return of == 1 || Math.floorMod((number.hashCode() * 0x9E3779B9) >>> 8, of) == index;
    }

    boolean isFirst() {
        return index == 0;
    }
}
