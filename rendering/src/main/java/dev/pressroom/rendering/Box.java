package dev.pressroom.rendering;

/** A rectangle in millimetres, y pointing down. What its origin is says who uses it. */
public record Box(double x, double y, double width, double height) {

    public Box {
        if (!(Double.isFinite(x) && Double.isFinite(y) && width >= 0 && height >= 0 && Double.isFinite(width) && Double.isFinite(height))) {
            throw new IllegalArgumentException(
                    "box " + x + ", " + y + ", " + width + " x " + height + " must have numbers, and no negative sides");
        }
    }

    public static Box ofEdges(double left, double top, double right, double bottom) {
        return new Box(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    public double centreX() {
        return x + width / 2;
    }

    public double centreY() {
        return y + height / 2;
    }

    public Box shifted(double dx, double dy) {
        return new Box(x + dx, y + dy, width, height);
    }

    /** Width and height in each other's place, the corner where it was. */
    public Box lyingDown() {
        double across = height;
        return new Box(x, y, across, width);
    }

    /** Larger by that much on every side. */
    public Box grown(double by) {
        return ofEdges(x - by, y - by, right() + by, bottom() + by);
    }

    /** True if the other lies within, give or take a tenth of a millimetre. */
    public boolean holds(Box other) {
        return other.x >= x - 0.1 && other.y >= y - 0.1 && other.right() <= right() + 0.1 && other.bottom() <= bottom() + 0.1;
    }

    /** The smallest upright rectangle around this one turned about its centre. */
    public Box turned(double degrees) {
        double radians = Math.toRadians(degrees);
        double w = Math.abs(width * Math.cos(radians)) + Math.abs(height * Math.sin(radians));
        double h = Math.abs(width * Math.sin(radians)) + Math.abs(height * Math.cos(radians));
        return new Box(centreX() - w / 2, centreY() - h / 2, w, h);
    }
}
