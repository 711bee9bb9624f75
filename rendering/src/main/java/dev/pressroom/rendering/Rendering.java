package dev.pressroom.rendering;

import java.util.List;

/** The result of a rendering: all files, or all problems and no file. */
public sealed interface Rendering {

    /** Everything that was found, warnings too. */
    List<Finding> findings();

    /** The files, the cover first, then in the order of their pages, and what is worth telling although it can be printed. */
    record Rendered(List<PrintFile> files, List<Finding> findings) implements Rendering {
        public Rendered {
            files = List.copyOf(files);
            findings = List.copyOf(findings);
        }
    }

    /** Every problem at once, warnings among them. */
    record Refused(List<Finding> findings) implements Rendering {
        public Refused {
            findings = List.copyOf(findings);
        }

        /** Those that prevent printing. */
        public List<Finding> errors() {
            return findings.stream().filter(finding -> finding.severity() == Finding.Severity.ERROR).toList();
        }
    }
}
