package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Checks a finished PDF, ours or one that a shop made, by reading it again from disk. Whatever the file is, the answer is
 * a list of findings, and memory stays bounded: one picture at a time is decoded.
 */
public final class FilePreflight {
    private static final String MAKE_AGAIN = "Export the PDF again and send that";
    private static final int MOST_PAGES = 10_000;

    /**
     * What is known about the file beside its bytes.
     *
     * @param role
     *            what it prints
     * @param pages
     *            of the block, as ordered; empty takes any number that the profile allows
     * @param spine
     *            millimetres, where the printer was asked; otherwise the profile's rule tells
     * @param photosKnown
     *            the JPEG pictures in it were found whole before they went in, so that only their ends are looked at; the
     *            pictures of any other file are decoded
     */
    public record Expected(Role role, OptionalInt pages, OptionalDouble spine, boolean photosKnown) {
        public Expected(Role role, OptionalInt pages, OptionalDouble spine) {
            this(role, pages, spine, false);
        }

        public static Expected of(Role role) {
            return new Expected(role, OptionalInt.empty(), OptionalDouble.empty());
        }

        /** What a file alone must be under a profile: the one with the inner pages, or the side. */
        public static Expected only(PrintProfile profile) {
            return of(switch (profile.layout()) {
                case BLOCK, BLOCK_AND_COVER -> Role.BLOCK;
                case SINGLE_PDF_COVER_FIRST -> Role.BOOK;
                case ONE_FILE_PER_SIDE -> Role.PRINT;
            });
        }
    }

    /**
     * What a file is under a profile, by what can be seen of it: of a book with a cover of its own a single page that is as
     * wide as two is the cover.
     */
    public static Role roleOf(Path file, PrintProfile profile) throws IOException {
        Role alone = Expected.only(profile).role();
        var look = new FilePreflight(file, "", profile, Expected.of(alone));
        if (profile.layout() != FileLayout.BLOCK_AND_COVER || !Files.isRegularFile(file) || look.otherKind() != null
                || Streams.bombOnOpening(file) != null) {
            return alone;
        }
        try (PDDocument pdf = look.open()) {
            double width = pdf.getNumberOfPages() == 1 ? pdf.getPage(0).getTrimBox().getWidth() * 25.4 / 72 : 0;
            return width >= 2 * profile.panel().width() - 1 ? Role.COVER : alone;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // Told by the check itself.
            return alone;
        }
    }

    private final PrintProfile profile;
    private final Expected expected;
    private final Findings findings;
    private final Path file;
    private int pages;
    private @Nullable RuntimeException stopped;

    private FilePreflight(Path file, String name, PrintProfile profile, Expected expected) {
        this.file = file;
        this.profile = profile;
        this.expected = expected;
        this.findings = new Findings(Place.of(name));
    }

    /**
     * Checks one file.
     *
     * @param name
     *            by which findings speak of it
     * @param progress
     *            gets the number of each page that was checked
     * @throws IOException
     *             if the file is absent or cannot be read, which is no word about its content
     */
    public static PreflightReport check(Path file, String name, PrintProfile profile, Expected expected, IntConsumer progress)
            throws IOException {
        var check = new FilePreflight(file, name, profile, expected);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new NoSuchFileException(file.toString());
        }
        check.run(progress);
        return new PreflightReport(name, profile.revision(), check.pages, check.findings.all());
    }

    private void run(IntConsumer progress) throws IOException {
        long bytes = Files.size(file);
        if (bytes == 0) {
            findings.error(Code.EMPTY, "0 bytes", "", MAKE_AGAIN);
            return;
        }
        if (bytes > profile.maxBytes()) {
            findings.error(Code.FILE_TOO_LARGE, bytes + " bytes", "at most " + profile.maxBytes() + " bytes",
                    "Use fewer or smaller photographs");
        }
        String otherKind = otherKind();
        if (otherKind != null) {
            findings.error(Code.PDF_DAMAGED, otherKind, "a PDF document", MAKE_AGAIN);
            return;
        }
        if (!Streams.hasEnd(file)) {
            findings.error(Code.PDF_DAMAGED, "it is cut off: its end mark is missing", "a whole PDF", MAKE_AGAIN);
        }
        String bomb = Streams.bombOnOpening(file);
        if (bomb != null) {
            findings.error(Code.PDF_TOO_COMPLEX, bomb, "", MAKE_AGAIN);
            return;
        }
        try (PDDocument pdf = open()) {
            if (pdf.isEncrypted()) {
                findings.error(Code.PDF_ENCRYPTED, "encrypted", "no password and no restrictions", MAKE_AGAIN);
            }
            pages = pdf.getNumberOfPages();
            if (pages < 1 || pages > MOST_PAGES) {
                findings.error(Code.PAGE_COUNT, pages + " pages", profile.pages().toString(), "Add or remove pages");
                return;
            }
            new DocumentRules(pdf, profile, findings).check();
            countPages();
            new PageRules(pdf, profile, expected, findings).check(page -> tell(progress, page));
        } catch (InvalidPasswordException locked) {
            findings.error(Code.PDF_ENCRYPTED, "a password is needed to open it", "no password and no restrictions", MAKE_AGAIN);
        } catch (PageContent.TooComplex bomb2) {
            findings.error(Code.PDF_TOO_COMPLEX, String.valueOf(bomb2.getMessage()), "", MAKE_AGAIN);
        } catch (StackOverflowError nested) {
            findings.error(Code.PDF_TOO_COMPLEX, "its objects are nested too deeply", "", MAKE_AGAIN);
        } catch (IOException | RuntimeException broken) {
            RuntimeException stop = stopped;
            if (stop != null) {
                throw stop;
            }
            // What the parser throws on hostile input; none of it is a fault of ours that a retry could heal.
            findings.error(Code.PDF_DAMAGED, said(broken), "", MAKE_AGAIN);
        }
    }

    private void tell(IntConsumer progress, int page) {
        try {
            progress.accept(page);
        } catch (RuntimeException stop) {
            stopped = stop;
            throw stop;
        }
    }

    private PDDocument open() throws IOException {
        var source = new RandomAccessReadBufferedFile(file.toFile());
        try {
            return Loader.loadPDF(source, "", null, null, IOUtils.createTempFileOnlyStreamCache());
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            source.close();
            throw broken;
        }
    }

    private @Nullable String otherKind() throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
        }
        if (head.contains("%PDF-")) {
            return null;
        }
        if (head.startsWith("PK")) {
            return "a ZIP archive or office document";
        }
        return head.startsWith("\u00ff\u00d8") ? "a JPEG picture" : head.startsWith("\u0089PNG") ? "a PNG picture" : "another kind of file";
    }

    private void countPages() {
        int block = switch (expected.role()) {
            case BLOCK -> pages;
            case BOOK -> pages - 1;
            case COVER, PRINT -> -1;
        };
        if (block < 0) {
            if (pages != 1) {
                findings.error(Code.PAGE_COUNT, pages + " pages", "1", "Make it a file of one page");
            }
            return;
        }
        if (expected.pages().isPresent() && expected.pages().getAsInt() != block) {
            findings.error(Code.PAGE_COUNT, block + " pages", expected.pages().getAsInt() + " as ordered", "Add or remove pages");
        } else if (!profile.pages().has(block)) {
            String besides = profile.layout() == FileLayout.SINGLE_PDF_COVER_FIRST ? " beside the cover" : "";
            findings.error(Code.PAGE_COUNT, block + " pages" + besides, profile.pages().toString(), "Add or remove pages");
        }
    }

    /** One line without paths or class names. */
    static String said(Throwable broken) {
        String message = broken.getMessage();
        String text = message == null ? "it cannot be read" : message.lines().findFirst().orElse("it cannot be read");
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
