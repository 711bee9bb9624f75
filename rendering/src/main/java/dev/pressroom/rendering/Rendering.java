package dev.pressroom.rendering;

import java.util.List;

/** The result of a rendering: all files, or all problems and no file. */
public sealed interface Rendering {

    /** The files in the order of their pages, and what is worth telling although it can be printed. */
    record Rendered(List<PrintFile> files, List<Problem> warnings) implements Rendering {
        public Rendered {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }
    }

    /** Every problem at once, each named by its photograph's label. */
    record Refused(List<Problem> problems) implements Rendering {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
