package dev.pressroom.app.artwork;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.PrintFile;
import dev.pressroom.rendering.Rendering;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.preflight.PagePictures;
import dev.pressroom.rendering.preflight.PreflightPage;
import dev.pressroom.rendering.preflight.PreflightReport;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Leaves beside the files of a rendering their hashes and their preflight reports, and says how it went. */
record Delivery(Design design, PrintProfile profile, Path out, ProgressLine progress) {

    int tell(Rendering rendering) throws IOException {
        Files.createDirectories(out);
        for (Finding finding : rendering.findings()) {
            progress.line(finding.severity() + " " + finding.code() + " " + finding.message());
        }
        var whole = new PreflightReport(design.name(), profile.revision(), design.pages().size(), rendering.findings());
        whole.writeJson(out.resolve("preflight.json"));
        if (rendering instanceof Rendering.Rendered(List<PrintFile> files, List<Finding> findings)) {
            var sums = new StringBuilder();
            var md5 = new StringBuilder();
            for (PrintFile file : files) {
                sums.append(file.sha256()).append("  ").append(file.name()).append('\n');
                md5.append(file.md5()).append("  ").append(file.name()).append('\n');
                progress.line(file.name() + ": " + file.role() + ", pages " + file.pages() + ", " + file.bytes() + " bytes, sha256 "
                        + file.sha256());
                var own = new PreflightReport(file.name(), profile.revision(), file.pages(),
                        findings.stream().filter(finding -> belongs(finding, file)).toList());
                PreflightPage.write(own, () -> PagePictures.withPreviews(file.path(), out.resolve("previews"), stem(file.name())),
                        profile.safe(), out.resolve(stem(file.name()) + ".preflight.html"),
                        page -> progress.say("drawing " + file.name() + ", page " + page));
            }
            Files.writeString(out.resolve("SHA256SUMS"), sums);
            Files.writeString(out.resolve("MD5SUMS"), md5);
        } else {
            PreflightPage.write(whole, out.resolve("preflight.html"));
        }
        progress.line(
                "pages " + design.pages().size() + ", photos " + design.photos().size() + ", findings " + rendering.findings().size());
        return rendering instanceof Rendering.Rendered ? 0 : 1;
    }

    private static boolean belongs(Finding finding, PrintFile file) {
        boolean cover = finding.place().name().endsWith(", cover");
        return switch (file.role()) {
            case COVER -> cover || finding.place().name().equals(file.name());
            case BLOCK, PRINT, BOOK -> !cover;
        };
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - ".pdf".length());
    }
}
