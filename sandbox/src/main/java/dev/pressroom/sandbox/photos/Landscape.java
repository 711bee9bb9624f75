package dev.pressroom.sandbox.photos;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** Paints hills under a sky, another scene for each random sequence and the same for the same one. */
final class Landscape {
    /** Zenith, horizon, sun, far hills, near hills. */
    private static final int[][] LIGHTS = {{0x3f77b5, 0xd8e8f0, 0xfffbe8, 0x8fb0c4, 0x2f5230},
            {0x2a3566, 0xf4a261, 0xfff0c2, 0xb07a86, 0x2b2430},
            {0x6d8fb8, 0xf7d9d0, 0xfff6ee, 0xa9a6c0, 0x4a4f6a}, {0x4a6d8c, 0xf2e3b8, 0xfffdf0, 0xb7b98a, 0x5d5a24}};

    private final RandomGenerator random;
    private final int width;
    private final int height;

    Landscape(RandomGenerator random, int width, int height) {
        this.random = random;
        this.width = width;
        this.height = height;
    }

    void paint(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int[] light = LIGHTS[random.nextInt(LIGHTS.length)];
        double horizon = height * (0.45 + 0.2 * random.nextDouble());
        fill(g, new Rectangle2D.Double(0, 0, width, height),
                new GradientPaint(0, 0, new Color(light[0]), 0, (float) horizon, new Color(light[1])));
        sun(g, light[2], width * (0.15 + 0.7 * random.nextDouble()), horizon * (0.35 + 0.5 * random.nextDouble()));
        for (int i = 0; i < 5; i++) {
            cloud(g, width * random.nextDouble(), horizon * (0.1 + 0.6 * random.nextDouble()));
        }
        int ranges = 4 + random.nextInt(3);
        for (int i = 0; i < ranges; i++) {
            double near = i / (ranges - 1.0);
            hills(g, horizon + (height - horizon) * 0.8 * near * near, height * (0.04 + 0.05 * near), mix(light[3], light[4], near));
        }
    }

    private void sun(Graphics2D g, int colour, double x, double y) {
        float radius = height * 0.45f;
        Color core = new Color(colour);
        Color[] glow = {core, new Color(core.getRed(), core.getGreen(), core.getBlue(), 90),
                new Color(core.getRed(), core.getGreen(), core.getBlue(), 0)};
        fill(g, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius),
                new RadialGradientPaint(new Point2D.Double(x, y), radius, new float[]{0.09f, 0.13f, 1}, glow));
    }

    private void cloud(Graphics2D g, double x, double y) {
        for (int i = 0; i < 9; i++) {
            double radius = height * (0.02 + 0.05 * random.nextDouble());
            double centreX = x + width * 0.2 * (random.nextDouble() - 0.5);
            double centreY = y + height * 0.02 * random.nextGaussian();
            var puff = new Ellipse2D.Double(centreX - 2 * radius, centreY - radius / 2, 4 * radius, radius);
            fill(g, puff,
                    new RadialGradientPaint(puff.getBounds2D(), new float[]{0, 1},
                            new Color[]{new Color(255, 255, 255, 70), new Color(255, 255, 255, 0)},
                            RadialGradientPaint.CycleMethod.NO_CYCLE));
        }
    }

    private void hills(Graphics2D g, double top, double rise, Color colour) {
        double[] phase = random.doubles(4, 0, 2 * Math.PI).toArray();
        var outline = new Path2D.Double();
        outline.moveTo(0, height);
        int steps = 400;
        for (int i = 0; i <= steps; i++) {
            double t = i / (double) steps;
            double wave = Math.sin(3 * t + phase[0]) + 0.5 * Math.sin(9 * t + phase[1]) + 0.15 * Math.sin(31 * t + phase[2])
                    + 0.05 * Math.sin(97 * t + phase[3]);
            outline.lineTo(width * t, top - rise * wave);
        }
        outline.lineTo(width, height);
        outline.closePath();
        fill(g, outline, new GradientPaint(0, (float) (top - rise), colour, 0, (float) (top + height * 0.35), colour.darker()));
    }

    private static void fill(Graphics2D g, Shape shape, Paint paint) {
        g.setPaint(paint);
        g.fill(shape);
    }

    private static Color mix(int far, int near, double share) {
        Color a = new Color(far);
        Color b = new Color(near);
        return new Color((int) (a.getRed() + (b.getRed() - a.getRed()) * share),
                (int) (a.getGreen() + (b.getGreen() - a.getGreen()) * share),
                (int) (a.getBlue() + (b.getBlue() - a.getBlue()) * share));
    }
}
