package dev.pressroom.printers;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One thing to send to a printer, as a value. Hosts, secrets and signing belong to the channel in routes; a dialect never sees them. */
public sealed interface Send {

    /** Whether the same call may be made again when its outcome is unknown. */
    enum Repeat {
        /** Changes nothing at the printer. */
        SAFE,
        /** The printer recognises our key and answers with the first outcome. */
        KEYED,
        /** Never again: look up first. */
        NEVER
    }

    /**
     * @param path from the profile's base URL, starting with a slash, with its query, percent-encoded
     * @param headers without authentication
     * @param base another base URL than the profile's, for printers that take some calls elsewhere; null for the profile's
     */
    record HttpCall(Repeat repeat, String method, String path, Map<String, String> headers, @Nullable Body body, @Nullable String base)
            implements
                Send {

        public HttpCall(Repeat repeat, String method, String path, Map<String, String> headers, @Nullable Body body) {
            this(repeat, method, path, headers, body, null);
        }
    }

    /**
     * Files for one folder of the printer: artwork first (already there with the same size is fine), then the ticket staged under a temporary
     * name and renamed. The rename is the commit point.
     *
     * @param folder the profile's name for the folder ({@code submit}, {@code command}), not a path
     */
    record FileDrop(String folder, List<DropFile> artwork, DropFile ticket) implements Send {}

    /** A file under the name the printer will see; names are unique for ever at that printer. */
    record DropFile(String name, Content content) {}

    /** One message on a FIFO queue of the printer. {@code queue} is the profile's name for it, not a URL. */
    record QueueMessage(String queue, String group, String deduplicationId, String body) implements Send {}

    /** A ticket that the printer pulls from us under {@code reference}; the last one stored under a reference is the one that it gets. */
    record Offer(String reference, Content.Bytes ticket) implements Send {}
}
