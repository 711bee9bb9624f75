package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.Hashes;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Bleed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Checks 6 and 7, page by page, and hands each page's content to {@link ContentRules}. */
final class PageRules {
    private static final double TOLERANCE_MM = 0.15;
    private static final double MM = 25.4 / 72;
    /** 14,400 units, the limit of ISO 32000-1, annex C. */
    private static final int MOST_SIDE_MM = 5080;

    private final PDDocument pdf;
    private final PrintProfile profile;
    private final FilePreflight.Expected expected;
    private final Findings findings;
    private final Map<String, Integer> seen = new HashMap<>();
    private final PictureData data;

    PageRules(PDDocument pdf, PrintProfile profile, FilePreflight.Expected expected, Findings findings) {
        this.pdf = pdf;
        this.profile = profile;
        this.expected = expected;
        this.findings = findings;
        this.data = new PictureData(!expected.photosKnown());
    }

    void check(IntConsumer progress) throws IOException {
        int count = pdf.getNumberOfPages();
        for (int number = 1; number <= count; number++) {
            PDPage page = pdf.getPage(number - 1);
            boolean cover = expected.role() == Role.COVER || (expected.role() == Role.BOOK && number == 1);
            boxes(page, number, cover, count);
            if (page.getCOSObject().containsKey(COSName.AA)) {
                error(number, Code.PDF_ACTIVE, "actions", "pages only", "Flatten it: print or export it to a plain PDF");
            }
            annotations(page, number);
            content(page, number, cover);
            progress.accept(number);
        }
    }

    private void boxes(PDPage page, int number, boolean cover, int count) {
        if (page.getRotation() != 0 || page.getUserUnit() != 1) {
            error(number, Code.PAGE_TURNED, "rotated by " + page.getRotation() + " degrees, unit " + page.getUserUnit(),
                    "0 degrees, unit 1",
                    "Save the pages as they are to be printed");
        }
        if (PDPageTree.getInheritableAttribute(page.getCOSObject(), COSName.MEDIA_BOX) == null) {
            error(number, Code.PAGE_BOXES, "no MediaBox", "a MediaBox", "Export the PDF again with correct boxes");
        }
        Box media = box(page.getMediaBox());
        if (media.width() > MOST_SIDE_MM || media.height() > MOST_SIDE_MM) {
            error(number, Code.PAGE_BOXES, "media " + size(media), "at most " + MOST_SIDE_MM + " mm on a side",
                    "Export the PDF again with correct boxes");
        }
        Box bleed = box(page.getBleedBox());
        Box trim = box(page.getTrimBox());
        if (!page.getCOSObject().containsKey(COSName.TRIM_BOX) && !page.getCOSObject().containsKey(COSName.ART_BOX)
                && !(samePage(trim, cover, count) && noBleed(cover))) {
            error(number, Code.PAGE_BOXES, "no TrimBox", "a TrimBox", "Export the PDF with its boxes, or with bleed and crop settings");
        }
        if (!media.holds(bleed) || !bleed.holds(trim)) {
            error(number, Code.PAGE_BOXES, "trim " + size(trim) + ", bleed " + size(bleed) + ", media " + size(media),
                    "trim within bleed within media", "Export the PDF again with correct boxes");
        }
        size(trim, number, cover, count);
        bleed(bleed, trim, number, cover);
    }

    private boolean noBleed(boolean cover) {
        Bleed wanted = wanted(1, cover);
        return wanted.top() + wanted.bottom() + wanted.inside() + wanted.outside() == 0;
    }

    private void size(Box trim, int number, boolean cover, int count) {
        if (samePage(trim, cover, count)) {
            return;
        }
        if (!cover) {
            error(number, Code.PAGE_SIZE, size(trim), size(profile.page()), "Export the PDF in the size of the product");
            return;
        }
        OptionalDouble spine = spine(count);
        double least = profile.coverSheet(0).width();
        if (spine.isPresent()) {
            error(number, Code.COVER_SIZE, size(trim), size(profile.coverSheet(spine.getAsDouble())),
                    "Make the cover for a spine of " + mm(spine.getAsDouble()) + " mm");
        } else if (Math.abs(trim.height() - profile.panel().height()) > TOLERANCE_MM || trim.width() < least - TOLERANCE_MM) {
            error(number, Code.COVER_SIZE, size(trim), mm(least) + " mm and the spine x " + mm(profile.panel().height()) + " mm",
                    "Ask the printer for the cover's size");
        } else {
            findings.on(number, null, Severity.WARNING, Code.SPINE_UNKNOWN, "a spine of " + mm(trim.width() - least) + " mm",
                    "what the printer says", "Ask the printer for the spine's width and give it");
        }
    }

    private OptionalDouble spine(int count) {
        if (expected.spine().isPresent()) {
            return expected.spine();
        }
        if (expected.role() == Role.BOOK) {
            return profile.spine(count - 1);
        }
        return expected.pages().isPresent() ? profile.spine(expected.pages().getAsInt()) : OptionalDouble.empty();
    }

    private boolean samePage(Box trim, boolean cover, int count) {
        if (cover) {
            OptionalDouble spine = spine(count);
            return spine.isPresent() && same(trim, profile.coverSheet(spine.getAsDouble()));
        }
        boolean turned = expected.role() == Role.PRINT
                && same(trim, profile.page().lyingDown());
        return turned || same(trim, profile.page());
    }

    private static boolean same(Box trim, Box wanted) {
        return Math.abs(trim.width() - wanted.width()) <= TOLERANCE_MM && Math.abs(trim.height() - wanted.height()) <= TOLERANCE_MM;
    }

    private Bleed wanted(int number, boolean cover) {
        if (cover && profile.cover() != null) {
            return Bleed.all(profile.cover().bleed());
        }
        Bleed bleed = profile.bleed();
        return number % 2 == 1 || expected.role() == Role.PRINT
                ? bleed
                : bleed.mirrored();
    }

    private void bleed(Box bleed, Box trim, int number, boolean cover) {
        int inBlock = expected.role() == Role.BOOK ? number - 1 : number;
        Bleed wanted = wanted(inBlock, cover);
        double top = trim.y() - bleed.y();
        double bottom = bleed.bottom() - trim.bottom();
        double left = trim.x() - bleed.x();
        double right = bleed.right() - trim.right();
        if (top < wanted.top() - TOLERANCE_MM || bottom < wanted.bottom() - TOLERANCE_MM || left < wanted.inside() - TOLERANCE_MM
                || right < wanted.outside() - TOLERANCE_MM) {
            error(number, Code.BLEED_MISSING,
                    String.format(Locale.ROOT, "top %s, bottom %s, left %s, right %s mm", mm(top), mm(bottom), mm(left), mm(right)),
                    String.format(Locale.ROOT, "top %s, bottom %s, left %s, right %s mm", mm(wanted.top()), mm(wanted.bottom()),
                            mm(wanted.inside()), mm(wanted.outside())),
                    "Export the PDF with its bleed and a BleedBox");
        }
    }

    private void annotations(PDPage page, int number) throws IOException {
        COSBase annotations = page.getCOSObject().getDictionaryObject(COSName.ANNOTS);
        if (!(annotations instanceof COSArray array)) {
            return;
        }
        Box bleed = box(page.getBleedBox());
        for (COSBase entry : array) {
            COSBase resolved = entry instanceof COSObject object ? object.getObject() : entry;
            if (resolved instanceof COSDictionary annotation
                    && annotation.getDictionaryObject(COSName.RECT) instanceof COSArray rect && rect.size() == 4) {
                Box where = box(new PDRectangle(rect));
                boolean inside = where.x() < bleed.right() && where.right() > bleed.x() && where.y() < bleed.bottom()
                        && where.bottom() > bleed.y();
                if (inside) {
                    findings.on(number, null, Severity.ERROR, Code.ANNOTATION,
                            String.valueOf(annotation.getNameAsString(COSName.SUBTYPE)), "none",
                            "Flatten the PDF: remove notes, links and form fields");
                    return;
                }
            }
        }
    }

    private void content(PDPage page, int number, boolean cover) throws IOException {
        long size = 0;
        for (var streams = page.getContentStreams(); streams.hasNext();) {
            COSStream stream = streams.next().getCOSObject();
            size += Streams.decodedSize(stream, Streams.MOST_CONTENT);
        }
        if (size > Streams.MOST_CONTENT || new ResourceSizes().tooLarge(page.getCOSObject())) {
            error(number, Code.PDF_TOO_COMPLEX, "its drawing unpacks to more than " + Streams.MOST_CONTENT / 1_000_000 + " MB", "",
                    "Export the PDF again and send that");
            return;
        }
        var print = Hashes.sha256();
        var content = new PageContent(page, print);
        try {
            content.read();
        } catch (PageContent.TooComplex bomb) {
            error(number, Code.PDF_TOO_COMPLEX, String.valueOf(bomb.getMessage()), "", "Export the PDF again and send that");
            return;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            error(number, Code.PDF_DAMAGED, FilePreflight.said(broken), "", "Export the PDF again and send that");
            return;
        }
        new ContentRules(profile, findings, data, number).check(content);
        if (!content.anythingPainted) {
            findings.on(number, null, Severity.WARNING, Code.BLANK_PAGE, "nothing is printed on it", "",
                    "See whether the page is meant to be blank");
        } else if (!cover && content.distinct()) {
            Integer other = seen.putIfAbsent(Hashes.hex(print), number);
            if (other != null) {
                findings.on(number, null, Severity.WARNING, Code.DUPLICATE_PAGE, "same as page " + other, "",
                        "See whether the page is meant to be there twice");
            }
        }
    }

    private void error(int number, Code code, String measured, String required, String nextStep) {
        findings.on(number, null, Severity.ERROR, code, measured, required, nextStep);
    }

    private static Box box(PDRectangle points) {
        return Box.ofEdges(points.getLowerLeftX() * MM, -points.getUpperRightY() * MM, points.getUpperRightX() * MM,
                -points.getLowerLeftY() * MM);
    }

    private static String size(Box box) {
        return mm(box.width()) + " x " + mm(box.height()) + " mm";
    }

    private static String mm(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? "" + (long) rounded : "" + rounded;
    }
}
