package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/**
 * The preflight report as one HTML page that needs nothing else: each page small, its cut and safe area, the problems
 * drawn where they are and said beside it.
 */
public final class PreflightPage {
    private static final Set<Code> NOT_DRAWN = Set.of(Code.PDF_TOO_COMPLEX, Code.PDF_DAMAGED, Code.DAMAGED, Code.TOO_LARGE);

    private PreflightPage() {}

    /**
     * Writes the page.
     *
     * @param safe
     *            the profile's safe distance, drawn as a line
     * @param progress
     *            gets the number of each page that was drawn
     */
    public static void write(PreflightReport report, Path pdf, double safe, Path target, IntConsumer progress) throws IOException {
        write(report, () -> PagePictures.of(pdf), safe, target, progress);
    }

    /** As above, and leaves previews beside it as the pictures say. */
    public static void write(PreflightReport report, Pictures pictures, double safe, Path target, IntConsumer progress)
            throws IOException {
        try (Writer out = Files.newBufferedWriter(target)) {
            out.write(head(report));
            out.write("<section class=all>" + list(report.findings().stream().filter(finding -> finding.place().page() == null).toList())
                    + "</section>\n");
            if (report.findings().stream().noneMatch(finding -> finding.place().page() == null && NOT_DRAWN.contains(finding.code()))) {
                pages(report, pictures, safe, out, progress);
            }
            out.write("</main></body></html>\n");
        }
    }

    /** For a design that was refused before any page was made: what is wrong, without pictures. */
    public static void write(PreflightReport report, Path target) throws IOException {
        Files.writeString(target, head(report) + "<section class=all>" + list(report.findings()) + "</section>\n</main></body></html>\n");
    }

    /** Opens the file whose pages are drawn. */
    public interface Pictures {
        PagePictures open() throws IOException;
    }

    private static void pages(PreflightReport report, Pictures pictures, double safe, Writer out, IntConsumer progress)
            throws IOException {
        Map<Integer, List<Finding>> byPage = new HashMap<>();
        for (Finding finding : report.findings()) {
            Integer page = finding.place().page();
            if (page != null) {
                byPage.computeIfAbsent(page, _ -> new ArrayList<>()).add(finding);
            }
        }
        PagePictures open;
        try {
            open = pictures.open();
        } catch (IOException | RuntimeException locked) {
            // Told as a finding already: a file that cannot be opened has no pages to show.
            return;
        }
        try (open) {
            for (int number = 1; number <= report.pages(); number++) {
                List<Finding> findings = byPage.getOrDefault(number, List.of());
                boolean drawn = findings.stream().noneMatch(finding -> NOT_DRAWN.contains(finding.code()));
                byte[] jpeg = drawn ? open.thumbnail(number) : null;
                out.write(section(open.page(number), number, jpeg == null ? null : Base64.getEncoder().encodeToString(jpeg), findings,
                        safe));
                progress.accept(number);
            }
        }
    }

    private static String section(PDPage page, int number, @Nullable String jpeg, List<Finding> findings, double safe) {
        double mm = 25.4 / 72;
        PDRectangle media = page.getMediaBox();
        PDRectangle trim = page.getTrimBox();
        double width = media.getWidth() * mm;
        double height = media.getHeight() * mm;
        Box cut = Box.ofEdges((trim.getLowerLeftX() - media.getLowerLeftX()) * mm, (media.getUpperRightY() - trim.getUpperRightY()) * mm,
                (trim.getUpperRightX() - media.getLowerLeftX()) * mm, (media.getUpperRightY() - trim.getLowerLeftY()) * mm);
        var drawn = new StringBuilder();
        drawn.append(rect("cut", cut));
        if (cut.width() > 2 * safe && cut.height() > 2 * safe) {
            drawn.append(rect("safe", cut.grown(-safe)));
        }
        List<Finding> placed = new ArrayList<>(findings);
        for (int i = 0; i < placed.size(); i++) {
            Box box = placed.get(i).place().box();
            if (box != null) {
                drawn.append(rect("p " + placed.get(i).severity(), box));
                drawn.append(String.format(Locale.ROOT, "<text class='%s' x='%.1f' y='%.1f' font-size='%.1f'>%d</text>",
                        placed.get(i).severity(), box.x() + 2, box.y() + width / 18, width / 18, i + 1));
            }
        }
        String picture = jpeg == null
                ? "<text x='4' y='" + Math.round(height / 2) + "' font-size='" + Math.round(width / 16) + "'>not drawn</text>"
                : "<image href='data:image/jpeg;base64," + jpeg + "' width='" + width + "' height='" + height
                        + "' preserveAspectRatio='none'/>";
        return "<section class='page" + told(findings) + "'><h2>page " + number + "</h2><svg viewBox='0 0 " + width
                + " "
                + height + "' style='max-width:" + (width >= height ? 340 : 240) + "px'>" + picture + drawn + "</svg>" + list(findings)
                + "</section>\n";
    }

    private static String told(List<Finding> findings) {
        return findings.isEmpty()
                ? ""
                : findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR) ? " told refused" : " told";
    }

    private static String rect(String kind, Box box) {
        return String.format(Locale.ROOT, "<rect class='%s' x='%.2f' y='%.2f' width='%.2f' height='%.2f'/>", kind, box.x(), box.y(),
                box.width(), box.height());
    }

    private static String list(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        return findings.stream()
                .map(finding -> "<li class=" + finding.severity() + "><b>" + finding.code() + "</b> (check " + finding.code().check() + ") "
                        + escaped(finding.message()) + "</li>")
                .collect(Collectors.joining("", "<ol>", "</ol>"));
    }

    private static String head(PreflightReport report) {
        String verdict = report.errors() > 0
                ? "cannot be printed as it is"
                : report.warnings() > 0 ? "can be printed, with warnings" : "can be printed";
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s: preflight</title>
            <style>
            body{font:15px/1.45 system-ui,sans-serif;margin:0;background:#f4f2ee;color:#222}
            header{padding:1.2rem 2rem;background:#fff;border-bottom:4px solid %s}h1{font-size:1.25rem;margin:0}header p{margin:.2rem 0 0;color:#555}
            main{display:flex;flex-wrap:wrap;gap:1rem;padding:1.2rem 2rem;align-items:flex-start}
            section{background:#fff;padding:.8rem;border-radius:6px;box-shadow:0 1px 3px #0002}.all{width:100%%}.all:empty{display:none}
            .page{max-width:360px}.told{outline:2px solid #d97706}.refused{outline-color:#c00}h2{font-size:.8rem;margin:0 0 .4rem;color:#777;font-weight:600}
            svg{width:100%%;display:block;background:#fff;border:1px solid #ddd}
            .cut{fill:none;stroke:#06c;stroke-width:.4}.safe{fill:none;stroke:#0a0;stroke-width:.3;stroke-dasharray:2 1.5}
            .p{fill:#f002;stroke-width:1}.p.ERROR{stroke:#d00}.p.WARNING{stroke:#d97706;fill:#f902}text.ERROR{fill:#d00}text.WARNING{fill:#b45309}svg text{paint-order:stroke;stroke:#fff;stroke-width:1.2px;font-weight:700}
            ol{margin:.5rem 0 0;padding-left:1.3rem;font-size:.85rem}li.ERROR b{color:#c00}li.WARNING b{color:#b45309}
            .key{font-size:.85rem}.key span{margin-right:1.2rem}
            </style></head><body><header><h1>%s: %s</h1><p>profile %s, pages %d, errors %d, warnings %d</p>
            <p class=key><span style="color:#06c">blue: the cut</span><span style="color:#0a0">green: safe area</span></p></header><main>
            """.formatted(
                escaped(report.file()), report.errors() > 0 ? "#c00" : report.warnings() > 0 ? "#d97706" : "#0a0", escaped(report.file()),
                verdict, escaped(report.profile()), report.pages(), report.errors(), report.warnings());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;")
                .replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
