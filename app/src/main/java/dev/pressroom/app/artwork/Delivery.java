package dev.pressroom.app.artwork;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Place;
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
import java.util.Optional;

/** Leaves beside the files of a rendering their hashes and their preflight reports, and says how it went. */
record Delivery(Design design, PrintProfile profile, Path out, ProgressLine progress) {

    private static final String REFUSED = "preflight.html";

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
            List<String> names = files.stream().map(PrintFile::name).toList();
            for (int i = 0; i < files.size(); i++) {
                PrintFile file = files.get(i);
                int side = i + 1;
                sums.append(file.sha256()).append("  ").append(file.name()).append('\n');
                md5.append(file.md5()).append("  ").append(file.name()).append('\n');
                progress.line(file.name() + ": " + file.role() + ", pages " + file.pages() + ", " + file.bytes() + " bytes, sha256 "
                        + file.sha256());
                var own = new PreflightReport(file.name(), profile.revision(), file.pages(),
                        findings.stream().flatMap(finding -> in(file, names, side, finding).stream()).toList());
                PreflightPage.write(own, () -> PagePictures.withPreviews(file.path(), out.resolve("previews"), stem(file.name())),
                        profile.safe(), out.resolve(stem(file.name()) + ".preflight.html"),
                        page -> progress.say("drawing " + file.name() + ", page " + page));
            }
            Files.writeString(out.resolve("SHA256SUMS"), sums);
            Files.writeString(out.resolve("MD5SUMS"), md5);
            Files.deleteIfExists(out.resolve(REFUSED));
        } else {
            PreflightPage.write(whole, out.resolve(REFUSED));
            boolean before = Files.deleteIfExists(out.resolve("SHA256SUMS"));
            if (Files.deleteIfExists(out.resolve("MD5SUMS")) || before) {
                progress.line(
                        "the files of an earlier run are still in " + out + ", now without their hashes; they are not of this design");
            }
        }
        progress.line(
                "pages " + design.pages().size() + ", photos " + design.photos().size() + ", findings " + rendering.findings().size());
        return rendering instanceof Rendering.Rendered ? 0 : 1;
    }

    /** The finding where it lies in that file; empty if it lies in another. */
    private static Optional<Finding> in(PrintFile file, List<String> names, int side, Finding finding) {
        Place place = finding.place();
        if (names.contains(place.name())) {
            return place.name().equals(file.name()) ? Optional.of(finding) : Optional.empty();
        }
        int page = place.page() == null ? 0 : place.page();
        if (page == 0 && !place.cover()) {
            return Optional.of(finding);
        }
        int inFile = switch (file.role()) {
            case COVER -> place.cover() ? 1 : 0;
            case BOOK -> page + 1;
            case BLOCK -> page;
            case PRINT -> page == side ? 1 : 0;
        };
        return inFile == 0 ? Optional.empty() : Optional.of(finding.in(place.onPage(inFile, place.box())));
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - ".pdf".length());
    }
}
