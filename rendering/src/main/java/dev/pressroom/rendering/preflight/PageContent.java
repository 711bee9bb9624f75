package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Box;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.PDSoftMask;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** What is painted on one page: its pictures, fonts, colours and transparency. Decodes no picture, draws nothing. */
final class PageContent extends PDFGraphicsStreamEngine {

    /** More painting and state operators than any designed page has; a file that nests forms to repeat itself reaches it. */
    static final int MOST_OPERATORS = 1_000_000;

    /** Building a path and filling it. */
    private static final Set<String> DRAWS = Set.of("m", "l", "c", "v", "y", "h", "re", "f", "F", "f*");

    /** The page asks for more work than any print needs. */
    static final class TooComplex extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooComplex(String message) {
            super(message, null, false, false);
        }
    }

    /** A picture as placed; pixels per inch along its own axes. */
    record Picture(PDImage image, double horizontalDpi, double verticalDpi, @Nullable Box box) {
        double dpi() {
            return Math.min(horizontalDpi, verticalDpi);
        }
    }

    /** A colour that is painted with, and where it was met first. */
    record Painted(Paint paint, boolean text, @Nullable Box box) {}

    final List<Picture> pictures = new ArrayList<>();
    final Map<PDFont, Box> fonts = new LinkedHashMap<>();
    final Map<Paint, Painted> fills = new LinkedHashMap<>();
    final Map<Paint, Painted> textFills = new LinkedHashMap<>();
    @Nullable
    String transparency;
    boolean anythingPainted;
    private final MessageDigest print;
    private final PDRectangle media;
    private final GeneralPath path = new GeneralPath();
    private int operators;
    /** Operators of each form that only draws in the present colour. */
    private final Map<COSBase, Integer> letters = new HashMap<>();
    private boolean onlyDraws;
    private @Nullable Area lastClip;
    private @Nullable Rectangle2D lastClipBounds;

    PageContent(PDPage page, MessageDigest print) {
        super(page);
        this.media = page.getMediaBox();
        this.print = print;
    }

    void read() throws IOException {
        processPage(getPage());
    }

    /** More than a coloured ground with a line on it, which a book may well have twice. */
    boolean distinct() {
        return !pictures.isEmpty() || !fonts.isEmpty() || operators > 100;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operators > MOST_OPERATORS) {
            throw new TooComplex("more than " + MOST_OPERATORS + " operators");
        }
        onlyDraws &= DRAWS.contains(operator.getName());
        super.processOperator(operator, operands);
    }

    /** A letter may stand on a page a thousand times: it is read once. */
    @Override
    public void showForm(PDFormXObject form) throws IOException {
        COSBase object = form.getCOSObject();
        Integer known = letters.get(object);
        if (known != null) {
            letter(form, known);
            return;
        }
        int before = operators;
        onlyDraws = true;
        super.showForm(form);
        if (onlyDraws) {
            letters.put(object, operators - before);
        }
        // Whatever shows a form does more than draw.
        onlyDraws = false;
    }

    private void letter(PDFormXObject form, int drawn) throws IOException {
        operators += drawn;
        Matrix matrix = form.getMatrix().multiply(getGraphicsState().getCurrentTransformationMatrix());
        remember("letter", matrix.createAffineTransform(), form.getCOSObject());
        Rectangle2D seen = form.getBBox().transform(matrix).getBounds2D().createIntersection(clipBounds());
        if (seen.getWidth() >= 0 && seen.getHeight() >= 0) {
            paint(fills, getGraphicsState().getNonStrokingColor(), seen, false);
            judgeState(getGraphicsState(), false);
        }
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
        Matrix matrix = getGraphicsState().getCurrentTransformationMatrix();
        var unit = new Rectangle2D.Double(0, 0, 1, 1);
        Rectangle2D seen = matrix.createAffineTransform().createTransformedShape(unit).getBounds2D().createIntersection(clipBounds());
        remember("picture", matrix.createAffineTransform(), image.getCOSObject());
        if (seen.isEmpty()) {
            return;
        }
        anythingPainted = true;
        double width = Math.hypot(matrix.getScaleX(), matrix.getShearY());
        double height = Math.hypot(matrix.getShearX(), matrix.getScaleY());
        pictures.add(new Picture(image, image.getWidth() * 72 / Math.max(width, 1e-6), image.getHeight() * 72 / Math.max(height, 1e-6),
                box(seen)));
        if (image.getCOSObject().containsKey(COSName.SMASK)) {
            transparency = "a picture with a soft mask";
        }
        if (image.isStencil()) {
            paint(fills, getGraphicsState().getNonStrokingColor(), seen, false);
        }
        judgeState(getGraphicsState(), false);
    }

    @Override
    protected void showGlyph(Matrix textRenderingMatrix, PDFont font, int code, Vector displacement) throws IOException {
        var at = new Rectangle2D.Double(textRenderingMatrix.getTranslateX(), textRenderingMatrix.getTranslateY(),
                Math.max(1, displacement.getX() * textRenderingMatrix.getScalingFactorX()),
                Math.max(1, textRenderingMatrix.getScalingFactorY()));
        Box box = box(at);
        remember("glyph" + font.getName() + code, textRenderingMatrix.createAffineTransform(), null);
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        if (mode != RenderingMode.NEITHER && mode != RenderingMode.NEITHER_CLIP) {
            anythingPainted = true;
            // Not one that is only there to be searched, under a scan.
            fonts.putIfAbsent(font, box);
            if (mode.isFill()) {
                paint(textFills, getGraphicsState().getNonStrokingColor(), at, true);
            }
            if (mode.isStroke()) {
                paint(textFills, getGraphicsState().getStrokingColor(), at, true);
            }
            judgeState(getGraphicsState(), mode.isStroke());
        }
        super.showGlyph(textRenderingMatrix, font, code, displacement);
    }

    @Override
    public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
        path.moveTo(p0.getX(), p0.getY());
        path.lineTo(p1.getX(), p1.getY());
        path.lineTo(p2.getX(), p2.getY());
        path.lineTo(p3.getX(), p3.getY());
        path.closePath();
    }

    @Override
    public void clip(int windingRule) {
        path.setWindingRule(windingRule);
        getGraphicsState().intersectClippingPath(new GeneralPath(path));
    }

    @Override
    public void moveTo(float x, float y) {
        path.moveTo(x, y);
    }

    @Override
    public void lineTo(float x, float y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x3, y3);
        } else {
            path.curveTo(x1, y1, x2, y2, x3, y3);
        }
    }

    @Override
    public @Nullable Point2D getCurrentPoint() {
        return path.getCurrentPoint();
    }

    @Override
    public void closePath() {
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
    }

    @Override
    public void endPath() {
        path.reset();
    }

    @Override
    public void strokePath() throws IOException {
        painted(getGraphicsState().getStrokingColor(), true);
        path.reset();
    }

    @Override
    public void fillPath(int windingRule) throws IOException {
        painted(getGraphicsState().getNonStrokingColor(), false);
        path.reset();
    }

    @Override
    public void fillAndStrokePath(int windingRule) throws IOException {
        painted(getGraphicsState().getNonStrokingColor(), false);
        painted(getGraphicsState().getStrokingColor(), true);
        path.reset();
    }

    @Override
    public void shadingFill(COSName name) throws IOException {
        anythingPainted = true;
        remember("shading" + name, getGraphicsState().getCurrentTransformationMatrix().createAffineTransform(), null);
        var shading = getResources().getShading(name);
        if (shading != null) {
            Paint.ofSpace(shading.getColorSpace()).ifPresent(paint -> fills.putIfAbsent(paint, new Painted(paint, false, null)));
        }
        judgeState(getGraphicsState(), false);
    }

    private void painted(PDColor colour, boolean stroke) throws IOException {
        Rectangle2D outline = path.getBounds2D();
        if (stroke) {
            double half = getGraphicsState().getLineWidth() / 2;
            outline = new Rectangle2D.Double(outline.getX() - half, outline.getY() - half, outline.getWidth() + 2 * half,
                    outline.getHeight() + 2 * half);
        }
        Rectangle2D seen = outline.createIntersection(clipBounds());
        if (seen.getWidth() < 0 || seen.getHeight() < 0) {
            return;
        }
        rememberPath(stroke);
        paint(fills, colour, seen, false);
        judgeState(getGraphicsState(), stroke);
    }

    private void paint(Map<Paint, Painted> into, PDColor colour, Rectangle2D seen, boolean text) {
        Paint paint = Paint.of(colour);
        anythingPainted |= !paint.white();
        print.update(paint.toString().getBytes(StandardCharsets.UTF_8));
        if (into.size() < 1000) {
            into.putIfAbsent(paint, new Painted(paint, text, box(seen)));
        }
    }

    private void judgeState(PDGraphicsState state, boolean stroke) {
        PDSoftMask mask = state.getSoftMask();
        if (mask != null) {
            transparency = "a soft mask";
        } else if ((stroke ? state.getAlphaConstant() : state.getNonStrokeAlphaConstant()) < 1) {
            transparency = "opacity " + (stroke ? state.getAlphaConstant() : state.getNonStrokeAlphaConstant());
        } else if (!"NORMAL".equalsIgnoreCase(String.valueOf(state.getBlendMode().getCOSName().getName()))) {
            transparency = "blend mode " + state.getBlendMode().getCOSName().getName();
        }
    }

    /** The outline of a clip is costly; the state gives the same object until the clip changes. */
    @SuppressWarnings("ReferenceEquality")
    private Rectangle2D clipBounds() {
        Area clip = getGraphicsState().getCurrentClippingPath();
        if (clip != lastClip) {
            lastClip = clip;
            lastClipBounds = clip == null ? null : clip.getBounds2D();
        }
        Rectangle2D bounds = lastClipBounds;
        var all = new Rectangle2D.Double(media.getLowerLeftX(), media.getLowerLeftY(), media.getWidth(), media.getHeight());
        return bounds == null ? all : bounds.createIntersection(all);
    }

    private Box box(Rectangle2D points) {
        double mm = 25.4 / 72;
        return Box.ofEdges((points.getMinX() - media.getLowerLeftX()) * mm, (media.getUpperRightY() - points.getMaxY()) * mm,
                (points.getMaxX() - media.getLowerLeftX()) * mm, (media.getUpperRightY() - points.getMinY()) * mm);
    }

    private void remember(String what, AffineTransform matrix, @Nullable COSBase object) {
        double[] numbers = new double[6];
        matrix.getMatrix(numbers);
        print.update(what.getBytes(StandardCharsets.UTF_8));
        numbers(numbers, 6);
        if (object != null) {
            numbers(new double[]{System.identityHashCode(object)}, 1);
        }
    }

    private void rememberPath(boolean stroke) {
        print.update((byte) (stroke ? 1 : 0));
        double[] points = new double[6];
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            int kind = i.currentSegment(points);
            numbers(points, kind == PathIterator.SEG_CLOSE ? 0 : kind == PathIterator.SEG_CUBICTO ? 6 : 2);
        }
    }

    private void numbers(double[] values, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * count);
        for (int i = 0; i < count; i++) {
            bytes.putDouble(values[i]);
        }
        print.update(bytes.array());
    }
}
