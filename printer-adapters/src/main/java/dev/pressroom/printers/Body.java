package dev.pressroom.printers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an HTTP call carries: one content, or several as {@code multipart/form-data} for a printer that takes the artwork with its order. */
public sealed interface Body permits Content, Body.Multipart {

    /** @param parts in this order; stored files are verified before the call begins, then streamed */
    record Multipart(List<Part> parts) implements Body {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /** @param fileName null for a field that is no file */
    record Part(String name, @Nullable String fileName, Content content) {}
}
