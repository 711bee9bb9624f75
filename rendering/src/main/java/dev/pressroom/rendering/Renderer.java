package dev.pressroom.rendering;

import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.PrintProfile.Pages;
import dev.pressroom.rendering.Problem.Code;
import dev.pressroom.rendering.Rendering.Refused;
import dev.pressroom.rendering.Rendering.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Makes the files that a printer wants from photographs.
 *
 * <p>
 * The same photographs, crops and profile give the same bytes, and files are replaced by rename, so a repeated call
 * heals an interrupted one. Safe for use by several threads that write to different folders. Holds no
 * photograph in memory: 24 MB of heap are enough for a book of 300.
 */
public final class Renderer {
    private final PhotoInspector inspector;

    public Renderer() {
        this(PhotoLimits.DEFAULT);
    }

    public Renderer(PhotoLimits limits) {
        inspector = new PhotoInspector(limits);
    }

    /** As {@link #render(PrintProfile, List, Path, Runnable)}, telling nobody how far it is. */
    public Rendering render(PrintProfile profile, List<PhotoPlacement> photos, Path outFolder) throws IOException {
        return render(profile, photos, outFolder, () -> {
        });
    }

    /**
     * Inspects all photographs and, if there is no problem at all, writes all files.
     *
     * @param outFolder
     *            made if absent; gets {@code block.pdf}, or {@code print-001.pdf} and so on
     * @param tick
     *            called after each photograph is inspected and after each is written; what it throws ends the rendering
     * @throws IOException
     *             if a file cannot be read or written, which is worth trying again
     * @throws IllegalArgumentException
     *             if the profile's output intent is no profile of a printing condition
     */
    public Rendering render(PrintProfile profile, List<PhotoPlacement> photos, Path outFolder, Runnable tick) throws IOException {
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        List<Sheet> sheets = sheets(profile, photos, problems, warnings, tick);
        countPages(profile, photos.size(), problems);
        SequencedMap<String, List<Sheet>> files = files(profile, sheets);
        for (var file : files.entrySet()) {
            limitBytes(profile, file.getKey(), file.getValue(), problems);
        }
        if (!problems.isEmpty()) {
            return new Refused(problems.stream().distinct().toList());
        }
        Files.createDirectories(outFolder);
        Role role = switch (profile.layout()) {
            case BLOCK -> Role.BLOCK;
            case ONE_FILE_PER_PRINT -> Role.PRINT;
        };
        List<PrintFile> written = new ArrayList<>();
        for (var file : files.entrySet()) {
            written.add(PdfWriter.write(outFolder.resolve(file.getKey()), role, profile, file.getValue(), tick));
        }
        return new Rendered(written, warnings.stream().distinct().toList());
    }

    private List<Sheet> sheets(PrintProfile profile, List<PhotoPlacement> photos, List<Problem> problems, List<Problem> warnings,
            Runnable tick)
            throws IOException {
        Map<Path, Inspection> inspections = new HashMap<>();
        List<Sheet> sheets = new ArrayList<>();
        for (PhotoPlacement placement : photos) {
            Inspection inspection = inspections.get(placement.file());
            if (inspection == null) {
                inspection = inspector.inspect(placement.file(), placement.label());
                inspections.put(placement.file(), inspection);
                tick.run();
            }
            switch (inspection) {
                case Problem problem -> problems.add(problem);
                case Photo photo -> {
                    Sheet sheet = sheet(profile, photo, placement.crop());
                    sheets.add(sheet);
                    warnings.addAll(photo.warnings());
                    judgeResolution(profile, placement.label(), sheet, problems, warnings);
                }
            }
        }
        return sheets;
    }

    private static Sheet sheet(PrintProfile profile, Photo photo, Crop crop) {
        double width = profile.trimWidthMm();
        double height = profile.trimHeightMm();
        boolean turned = switch (profile.layout()) {
            case BLOCK -> false;
            case ONE_FILE_PER_PRINT -> (width - height) * (photo.width() - photo.height()) < 0;
        };
        return new Sheet(photo, crop, turned ? height : width, turned ? width : height, profile.bleedMm());
    }

    private static void judgeResolution(PrintProfile profile, String label, Sheet sheet, List<Problem> problems, List<Problem> warnings) {
        int reject = profile.resolution().rejectBelowDpi();
        int warn = profile.resolution().warnBelowDpi();
        double dpi = sheet.dpi();
        if (dpi < warn) {
            // Cut, not rounded: 149.97 must not be called 150.0 and refused for being below it.
            String what = String.format(Locale.ROOT, "%d x %d pixels give %.1f dpi at this size and crop, %s", sheet.photo().width(),
                    sheet.photo().height(), Math.floor(dpi * 10) / 10,
                    dpi < reject ? "at least " + reject + " are needed" : warn + " are advised");
            (dpi < reject ? problems : warnings)
                    .add(new Problem(Code.LOW_RESOLUTION, what, label, "Use a larger photograph, less zoom or a smaller product"));
        }
    }

    private static void countPages(PrintProfile profile, int count, List<Problem> problems) {
        Pages rule = profile.pages();
        if (count < rule.minimum() || count > rule.maximum() || count % rule.multiple() != 0) {
            String multiple = rule.multiple() == 1 ? "" : ", a multiple of " + rule.multiple();
            problems.add(new Problem(Code.PAGE_COUNT,
                    count + " photographs make " + count + " pages, the product wants " + rule.minimum() + " to "
                            + rule.maximum() + multiple,
                    "pages", "Add or remove photographs"));
        }
    }

    /** An upper bound, known before anything is written, so that it is told together with the other problems. */
    private static void limitBytes(PrintProfile profile, String name, List<Sheet> sheets, List<Problem> problems) throws IOException {
        Map<String, Long> parts = new HashMap<>();
        for (Sheet sheet : sheets) {
            parts.put(sheet.photo().sha256(), sheet.photo().pictureBytes());
            var own = sheet.photo().profile();
            if (own != null) {
                parts.put(own.sha256(), own.slices().stream().mapToLong(Slice::length).sum());
            }
        }
        var intent = profile.outputIntent();
        long bytes = PdfWriter.BYTES_PER_FILE + (long) PdfWriter.BYTES_PER_PAGE * sheets.size()
                + (intent == null ? 0 : Files.size(intent.profile()))
                + parts.values().stream().mapToLong(Long::longValue).sum();
        if (bytes > profile.maxBytes()) {
            problems.add(new Problem(Code.FILE_TOO_LARGE,
                    "the file would have " + bytes + " bytes, the printer takes " + profile.maxBytes(), name,
                    "Use fewer or smaller photographs"));
        }
    }

    private static SequencedMap<String, List<Sheet>> files(PrintProfile profile, List<Sheet> sheets) {
        SequencedMap<String, List<Sheet>> files = new LinkedHashMap<>();
        switch (profile.layout()) {
            case BLOCK -> files.put("block.pdf", sheets);
            case ONE_FILE_PER_PRINT ->
                sheets.forEach(sheet -> files.put(String.format(Locale.ROOT, "print-%03d.pdf", files.size() + 1), List.of(sheet)));
        }
        return files;
    }
}
