package dev.pressroom.rendering;

import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.Rendering.Refused;
import dev.pressroom.rendering.Rendering.Rendered;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Spines;
import dev.pressroom.rendering.pdf.Leaf;
import dev.pressroom.rendering.pdf.PdfWriter;
import dev.pressroom.rendering.photos.Inspection;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.Photos;
import dev.pressroom.rendering.preflight.DesignPreflight;
import dev.pressroom.rendering.preflight.FilePreflight;
import dev.pressroom.rendering.preflight.PreflightReport;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.text.Fonts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Makes the files that a printer wants from a design and its photographs.
 *
 * <p>
 * The same design, photographs and profile give the same bytes. Files are written beside their place, hashed on the way,
 * read again and checked, and only then renamed, so a repeated call heals an interrupted one. Safe for use by several
 * threads that write to different folders. Holds no photograph in memory.
 */
public final class Renderer {
    /** Changes when the same design gives other bytes than before; part of every key under which files are kept. */
    public static final String VERSION = "4";

    private final Fonts fonts = Fonts.shipped();

    /** How far a rendering is; what it throws ends the rendering. */
    public interface Progress {
        Progress NONE = (_, _, _) -> {
        };

        /**
         * @param doing
         *            {@code photos}, {@code writing} or {@code checking}
         * @param done
         *            of {@code total}
         */
        void at(String doing, int done, int total);
    }

    /**
     * Checks the design and its photographs and, if there is nothing against it, writes all files.
     *
     * @param spine
     *            of the cover in millimetres, where the printer was asked; otherwise the profile's rule tells
     * @param outFolder
     *            made if absent
     * @throws IOException
     *             if a file cannot be read or written, which is worth trying again
     * @throws IllegalArgumentException
     *             if the profile's output intent is no profile of a printing condition
     */
    public Rendering render(Design design, PrintProfile profile, Photos photos, OptionalDouble spine, Path outFolder, Progress progress)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, Photo> good = look(design, photos, findings, progress);
        OptionalDouble width = Spines.width(design, profile, spine);
        findings.addAll(DesignPreflight.check(design, profile, good, width, fonts));
        if (anyError(findings)) {
            return new Refused(findings);
        }
        Files.createDirectories(outFolder);
        List<Made> made = new ArrayList<>();
        try {
            for (Job job : jobs(design, profile, width)) {
                made.add(make(job, design, profile, width, good, outFolder, progress));
                made.getLast().findings().stream().filter(finding -> !repeats(finding, job, findings)).forEach(findings::add);
            }
            if (anyError(findings)) {
                return new Refused(findings);
            }
            List<PrintFile> files = new ArrayList<>();
            for (Made file : made) {
                Files.move(file.part(), file.file().path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                files.add(file.file());
            }
            return new Rendered(files, findings);
        } finally {
            for (Job job : jobs(design, profile, width)) {
                Files.deleteIfExists(part(outFolder, job));
            }
        }
    }

    /** One file to be written. */
    private record Job(String name, Role role, List<Leaf> leaves) {}

    private record Made(Path part, PrintFile file, List<Finding> findings) {}

    private static Map<String, Photo> look(Design design, Photos photos, List<Finding> findings, Progress progress) throws IOException {
        Map<String, Photo> good = new HashMap<>();
        List<String> names = design.photos();
        for (int i = 0; i < names.size(); i++) {
            Inspection inspection = photos.look(names.get(i), names.get(i));
            String name = names.get(i);
            switch (inspection) {
                case Inspection.Refusal(Finding finding) -> findings.add(onItsPage(finding, name, design));
                case Photo photo -> {
                    good.put(name, photo);
                    photo.warnings().forEach(warning -> findings.add(onItsPage(warning, name, design)));
                }
            }
            progress.at("photos", i + 1, names.size());
        }
        return good;
    }

    /** With the page on which the photograph stands first. */
    private static Finding onItsPage(Finding finding, String photo, Design design) {
        Place place = finding.place();
        for (int i = 0; i < design.pages().size(); i++) {
            if (design.pages().get(i).shows(photo)) {
                return finding.in(place.onPage(i + 1, null));
            }
        }
        return finding.in(place.onCover(null));
    }

    private static List<Job> jobs(Design design, PrintProfile profile, OptionalDouble spine) {
        List<Leaf> pages = Leaf.pages(design, profile);
        String name = design.name();
        return switch (profile.layout()) {
            case BLOCK -> List.of(new Job(profile.fileName(name, "block", 1), Role.BLOCK, pages));
            case BLOCK_AND_COVER -> List.of(new Job(profile.fileName(name, "cover", 1), Role.COVER, List.of(cover(design, profile, spine))),
                    new Job(profile.fileName(name, "block", 1), Role.BLOCK, pages));
            case SINGLE_PDF_COVER_FIRST -> {
                List<Leaf> all = new ArrayList<>();
                all.add(cover(design, profile, spine));
                all.addAll(pages);
                yield List.of(new Job(profile.fileName(name, "book", 1), Role.BOOK, all));
            }
            case ONE_FILE_PER_SIDE -> pages.stream()
                    .map(page -> new Job(profile.fileName(name, "print", page.number()), Role.PRINT, List.of(page))).toList();
        };
    }

    private static Leaf cover(Design design, PrintProfile profile, OptionalDouble spine) {
        CoverDesign cover = design.cover();
        if (cover == null) {
            throw new IllegalArgumentException("the design has no cover; it was not checked");
        }
        return Leaf.cover(cover, profile, spine.orElseThrow());
    }

    private Made make(Job job, Design design, PrintProfile profile, OptionalDouble spine, Map<String, Photo> photos, Path folder,
            Progress progress)
            throws IOException {
        Path part = part(folder, job);
        int total = (int) job.leaves().stream().flatMap(leaf -> leaf.elements().stream())
                .filter(Element.PhotoSlot.class::isInstance).count();
        int[] written = {0};
        PdfWriter.Written file = PdfWriter.write(part, job.name(), profile, job.leaves(), photos, fonts, true,
                () -> progress.at("writing", Math.min(++written[0], total), total));
        var expected = new FilePreflight.Expected(job.role(), OptionalInt.of(design.pages().size()), spine, true);
        int pages = job.leaves().size();
        PreflightReport report = FilePreflight.check(part, job.name(), profile, expected, page -> progress.at("checking", page, pages));
        return new Made(part, new PrintFile(folder.resolve(job.name()), job.name(), job.role(), file.bytes(), pages, file.sha256(),
                file.md5()), report.findings());
    }

    private static Path part(Path folder, Job job) {
        return folder.resolve(job.name() + ".part");
    }

    private static boolean anyError(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** The same rule on the same page was told already about the design, in its customer's words. */
    private static boolean repeats(Finding finding, Job job, List<Finding> told) {
        Integer inFile = finding.place().page();
        Leaf leaf = inFile == null || inFile > job.leaves().size() ? null : job.leaves().get(inFile - 1);
        boolean cover = leaf != null && leaf.cover();
        Integer page = leaf == null || cover ? null : Integer.valueOf(leaf.number());
        return told.stream().anyMatch(other -> other.code() == finding.code() && other.severity() == finding.severity()
                && other.place().cover() == cover && Objects.equals(other.place().page(), page));
    }
}
