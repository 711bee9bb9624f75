package dev.pressroom.rendering.designs;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** SVG path data (W3C SVG 1.1, 8.3): all commands but the arc, absolute and relative. */
public final class SvgPath {
    private final String data;
    private int at;
    private final Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    private double x;
    private double y;
    /** The last control point, for the smooth curves. */
    private double controlX;
    private double controlY;
    private char previous = ' ';

    private SvgPath(String data) {
        this.data = data;
    }

    /** Throws {@link IllegalArgumentException} with the position of what cannot be read. */
    public static Path2D read(String data) {
        var reader = new SvgPath(data);
        reader.read();
        return reader.path;
    }

    private void read() {
        skip();
        char command = ' ';
        while (at < data.length()) {
            char next = data.charAt(at);
            if (Character.isLetter(next)) {
                command = next;
                at++;
            } else if (command == ' ' || command == 'Z' || command == 'z') {
                throw wrong("a command letter");
            } else if (command == 'M' || command == 'm') {
                // Further points after a move are lines.
                command = command == 'M' ? 'L' : 'l';
            }
            run(command);
            previous = command;
            skip();
        }
        if (path.getCurrentPoint() == null) {
            throw new IllegalArgumentException("the sticker's path draws nothing");
        }
    }

    private void run(char command) {
        boolean relative = Character.isLowerCase(command);
        double baseX = relative ? x : 0;
        double baseY = relative ? y : 0;
        char kind = Character.toUpperCase(command);
        if (kind != 'M' && path.getCurrentPoint() == null) {
            throw wrong("a path that begins with M");
        }
        switch (kind) {
            case 'M' -> {
                to(baseX + number(), baseY + number());
                path.moveTo(x, y);
            }
            case 'L' -> line(baseX + number(), baseY + number());
            case 'H' -> line(baseX + number(), y);
            case 'V' -> line(x, baseY + number());
            case 'C' -> curve(baseX + number(), baseY + number(), baseX + number(), baseY + number(), baseX + number(), baseY + number());
            case 'S' -> {
                boolean smooth = "CcSs".indexOf(previous) >= 0;
                curve(smooth ? 2 * x - controlX : x, smooth ? 2 * y - controlY : y, baseX + number(), baseY + number(), baseX + number(),
                        baseY + number());
            }
            case 'Q' -> quad(baseX + number(), baseY + number(), baseX + number(), baseY + number());
            case 'T' -> {
                boolean smooth = "QqTt".indexOf(previous) >= 0;
                quad(smooth ? 2 * x - controlX : x, smooth ? 2 * y - controlY : y, baseX + number(), baseY + number());
            }
            case 'Z' -> {
                path.closePath();
                Point2D start = path.getCurrentPoint();
                to(start.getX(), start.getY());
            }
            default -> throw wrong("one of M L H V C S Q T Z");
        }
    }

    private void to(double toX, double toY) {
        x = toX;
        y = toY;
        controlX = toX;
        controlY = toY;
    }

    private void line(double toX, double toY) {
        to(toX, toY);
        path.lineTo(x, y);
    }

    private void curve(double x1, double y1, double x2, double y2, double toX, double toY) {
        path.curveTo(x1, y1, x2, y2, toX, toY);
        to(toX, toY);
        controlX = x2;
        controlY = y2;
    }

    private void quad(double x1, double y1, double toX, double toY) {
        path.quadTo(x1, y1, toX, toY);
        to(toX, toY);
        controlX = x1;
        controlY = y1;
    }

    private double number() {
        skip();
        int start = at;
        if (at < data.length() && (data.charAt(at) == '-' || data.charAt(at) == '+')) {
            at++;
        }
        boolean point = false;
        while (at < data.length() && (Character.isDigit(data.charAt(at)) || (data.charAt(at) == '.' && !point))) {
            point |= data.charAt(at) == '.';
            at++;
        }
        if (at < data.length() && (data.charAt(at) == 'e' || data.charAt(at) == 'E')) {
            at++;
            if (at < data.length() && (data.charAt(at) == '-' || data.charAt(at) == '+')) {
                at++;
            }
            while (at < data.length() && Character.isDigit(data.charAt(at))) {
                at++;
            }
        }
        try {
            double value = Double.parseDouble(data.substring(start, at));
            if (Math.abs(value) > 1e6) {
                throw wrong("numbers up to 1000000");
            }
            return value;
        } catch (NumberFormatException none) {
            at = start;
            throw wrong("a number");
        }
    }

    private void skip() {
        while (at < data.length() && (Character.isWhitespace(data.charAt(at)) || data.charAt(at) == ',')) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("the sticker's path needs " + wanted + " at character " + at);
    }
}
