package org.fovea.samples.drive;

import java.util.Arrays;
import org.fovea.codec.FrameSize;

/**
 * A picture in linear light with a class for each pixel. A class is that of the nearest thing that covers at least half
 * of the pixel.
 */
final class Canvas {
    final int width;
    final int height;
    final float[] red;
    final float[] green;
    final float[] blue;
    final byte[] labels;

    Canvas(FrameSize size) {
        width = size.width();
        height = size.height();
        red = new float[size.pixels()];
        green = new float[size.pixels()];
        blue = new float[size.pixels()];
        labels = new byte[size.pixels()];
    }

    void clear() {
        Arrays.fill(labels, DriveClass.UNDRIVABLE.id());
    }

    /** @param shade what the colour is multiplied by */
    void blend(int at, float cover, float[] colour, float shade, byte label) {
        red[at] += (colour[0] * shade - red[at]) * cover;
        green[at] += (colour[1] * shade - green[at]) * cover;
        blue[at] += (colour[2] * shade - blue[at]) * cover;
        if (cover >= 0.5f) {
            labels[at] = label;
        }
    }

    /**
     * Fills a convex polygon with smooth edges.
     *
     * @param xs corners in pixels, clockwise or not
     * @param ys likewise
     * @param count number of corners
     * @param colour linear light
     * @param fade how much darker the lower end is than the upper, 0..1
     * @param opacity 1 for a thing, less for a shadow, which changes no class
     */
    void polygon(double[] xs, double[] ys, int count, float[] colour, float fade, float opacity, byte label) {
        double area = 0;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            int j = i + 1 == count ? 0 : i + 1;
            area += xs[i] * ys[j] - xs[j] * ys[i];
            top = Math.min(top, ys[i]);
            bottom = Math.max(bottom, ys[i]);
            left = Math.min(left, xs[i]);
            right = Math.max(right, xs[i]);
        }
        int y0 = (int) Math.max(0, Math.floor(top - 0.5));
        int y1 = (int) Math.min(height - 1.0, Math.ceil(bottom + 0.5));
        int x0 = (int) Math.max(0, Math.floor(left - 0.5));
        int x1 = (int) Math.min(width - 1.0, Math.ceil(right + 0.5));
        if (y1 < y0 || x1 < x0 || Math.abs(area) < 1e-9) {
            return;
        }
        double[] edgeX = new double[count];
        double[] edgeY = new double[count];
        double[] edge = new double[count];
        edges(xs, ys, count, area > 0 ? 1 : -1, edgeX, edgeY, edge);
        double tall = Math.max(1e-6, bottom - top);
        for (int y = y0; y <= y1; y++) {
            float dark = (float) (1 - fade * Math.clamp((y + 0.5 - top) / tall, 0.0, 1.0));
            row(y, x0, x1, edgeX, edgeY, edge, colour, dark, opacity, label);
        }
    }

    /** Each edge as a signed distance, positive within. */
    private static void edges(
            double[] xs, double[] ys, int count, int turn, double[] edgeX, double[] edgeY, double[] edge) {
        for (int i = 0; i < count; i++) {
            int j = i + 1 == count ? 0 : i + 1;
            double dx = xs[j] - xs[i];
            double dy = ys[j] - ys[i];
            double length = Math.sqrt(dx * dx + dy * dy);
            if (length < 1e-9) {
                edge[i] = 1e9; // no edge at all
                continue;
            }
            edgeX[i] = -turn * dy / length;
            edgeY[i] = turn * dx / length;
            edge[i] = -(edgeX[i] * xs[i] + edgeY[i] * ys[i]);
        }
    }

    private void row(
            int y,
            int x0,
            int x1,
            double[] edgeX,
            double[] edgeY,
            double[] edge,
            float[] colour,
            float dark,
            float opacity,
            byte label) {
        double from = x0;
        double to = x1;
        for (int i = 0; i < edge.length; i++) { // columns whose middle is less than half a pixel outside
            double rest = edge[i] + edgeY[i] * (y + 0.5) + 0.5;
            if (edgeX[i] > 1e-12) {
                from = Math.max(from, Math.floor(-rest / edgeX[i] - 0.5));
            } else if (edgeX[i] < -1e-12) {
                to = Math.min(to, Math.ceil(-rest / edgeX[i] - 0.5));
            } else if (rest < 0) {
                return;
            }
        }
        for (int x = (int) from; x <= (int) to; x++) {
            double cover = 1;
            for (int i = 0; i < edge.length; i++) {
                double inside = edgeX[i] * (x + 0.5) + edgeY[i] * (y + 0.5) + edge[i] + 0.5;
                cover -= 1 - Math.clamp(inside, 0.0, 1.0);
            }
            if (cover > 0) {
                int at = y * width + x;
                byte seen = opacity < 1 ? labels[at] : label;
                blend(at, (float) cover * opacity, colour, dark, seen);
            }
        }
    }

    /** Adds light around a lamp, which changes no class. */
    void glow(double x, double y, double radius, float[] colour, double strength) {
        double reach = Math.min(radius * 7, width);
        int y0 = (int) Math.max(0, y - reach);
        int y1 = (int) Math.min(height - 1.0, y + reach);
        int x0 = (int) Math.max(0, x - reach);
        int x1 = (int) Math.min(width - 1.0, x + reach);
        double end = 1 / (1 + reach * reach / (radius * radius));
        for (int py = y0; py <= y1; py++) {
            for (int px = x0; px <= x1; px++) {
                double dx = px + 0.5 - x;
                double dy = py + 0.5 - y;
                double fall = 1 / (1 + (dx * dx + dy * dy) / (radius * radius)) - end;
                if (fall > 0) {
                    float light = (float) (strength * fall * fall);
                    int at = py * width + px;
                    red[at] += colour[0] * light;
                    green[at] += colour[1] * light;
                    blue[at] += colour[2] * light;
                }
            }
        }
    }
}
