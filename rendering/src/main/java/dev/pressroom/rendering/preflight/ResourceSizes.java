package dev.pressroom.rendering.preflight;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;

/** Finds what a page would unpack beside its own drawing: forms, fonts, profiles, tables; pictures are not unpacked. */
final class ResourceSizes {
    private static final int MOST_OBJECTS = 100_000;

    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<COSBase> open = new ArrayDeque<>();

    boolean tooLarge(COSDictionary page) throws IOException {
        COSBase resources = page.getDictionaryObject(COSName.RESOURCES);
        open.push(resources == null ? page : resources);
        while (!open.isEmpty()) {
            COSBase next = open.pop();
            COSBase object = next instanceof COSObject reference ? reference.getObject() : next;
            if (object == null || !(object instanceof COSDictionary || object instanceof COSArray) || !seen.add(object)) {
                continue;
            }
            if (seen.size() > MOST_OBJECTS) {
                return true;
            }
            if (object instanceof COSStream stream && !COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))
                    && Streams.decodedSize(stream, Streams.MOST_CONTENT) > Streams.MOST_CONTENT) {
                return true;
            }
            switch (object) {
                case COSDictionary dictionary -> dictionary.entrySet().stream()
                        .filter(entry -> !COSName.PARENT.equals(entry.getKey()) && !COSName.P.equals(entry.getKey()))
                        .forEach(entry -> push(entry.getValue()));
                case COSArray array -> array.forEach(this::push);
                default -> {
                }
            }
        }
        return false;
    }

    private void push(COSBase value) {
        if (value != null) {
            open.push(value);
        }
    }
}
