package org.fovea.samples.drive;

import java.util.ArrayList;
import java.util.List;

/** Paints what has no height: road, paint, verge and fields. */
record Ground(DriveStyle style, Light light, NoiseTexture noise, List<Ground.Line> lines, double left, double right) {
    /** Metres to which the ground is rendered in detail. */
    static final int FARTHEST = 260;

    /** Metres between street lamps. */
    static final double LAMP_PERIOD = 40;

    private static final double FINE = 1 / 0.05;
    private static final double COARSE = 1 / 0.8;
    private static final float YELLOW_GREEN = 0.66f;
    private static final float YELLOW_BLUE = 0.13f;

    record Line(double at, boolean dashed, boolean yellow) {}

    static Ground of(DriveStyle style, Light light, NoiseTexture noise) {
        return new Ground(style, light, noise, lines(style), style.left(), style.right());
    }

    /** Signed distance of the street lamps from the road's middle line. */
    static double lampAside(DriveStyle style) {
        return style.right() + 0.9;
    }

    private static List<Line> lines(DriveStyle style) {
        List<Line> lines = new ArrayList<>();
        if (style.outerLines) {
            lines.add(
                    new Line(-style.otherLanes * style.laneWidth, false, style.otherLanes == 0 && style.yellowMiddle));
            lines.add(new Line(style.ownLanes * style.laneWidth, false, false));
        }
        if (style.otherLanes > 0) {
            if (style.doubleMiddle) {
                lines.add(new Line(-style.lineWidth, false, true));
                lines.add(new Line(style.lineWidth, false, true));
            } else {
                lines.add(new Line(0, !style.yellowMiddle || style.ownLanes == 1, style.yellowMiddle));
            }
        }
        for (int i = 1; i < style.ownLanes; i++) {
            lines.add(new Line(i * style.laneWidth, true, false));
        }
        for (int i = 1; i < style.otherLanes; i++) {
            lines.add(new Line(-i * style.laneWidth, true, false));
        }
        return lines;
    }

    /** Paints all pixels below the horizon. */
    void paint(View view, RoadTable table) {
        double least = view.camera.height() / FARTHEST;
        for (int y = 0; y < view.size.height(); y++) {
            double v = (y + 0.5 - view.middleY) / view.focal;
            double steepest = Math.abs(view.sinRoll) * view.middleX / view.focal;
            if ((v * view.cosRoll + steepest) * view.cosPitch - view.sinPitch > least) {
                row(view, table, y, v, least);
            }
        }
    }

    private void row(View view, RoadTable table, int y, double v, double least) {
        double height = view.camera.height();
        double spreadZ = 1 / (view.focal * height);
        for (int x = 0; x < view.size.width(); x++) {
            double u = (x + 0.5 - view.middleX) / view.focal;
            double low = u * view.sinRoll + v * view.cosRoll;
            double down = low * view.cosPitch - view.sinPitch;
            if (down <= least) {
                continue;
            }
            double reach = height / down;
            double across = reach * (u * view.cosRoll - v * view.sinRoll);
            double ahead = reach * (low * view.sinPitch + view.cosPitch);
            if (ahead < 0 || ahead >= FARTHEST) {
                continue;
            }
            pixel(view, table, y * view.size.width() + x, across, ahead, spreadZ);
        }
    }

    /**
     * One pixel, at a place before the camera; {@code spreadZ} times the squared distance is how much ground it covers
     * lengthwise.
     */
    private void pixel(View view, RoadTable table, int at, double across, double ahead, double spreadZ) {
        double place = ahead * RoadTable.PER_METRE;
        int index = (int) place;
        double part = place - index;
        double offset = across - (table.middle[index] + (table.middle[index + 1] - table.middle[index]) * part);
        double cos = table.cos[index];
        double sin = table.sin[index];
        double aside = offset * cos;
        double along = table.along[index] + (table.along[index + 1] - table.along[index]) * part + offset * sin;
        double wideX = ahead / view.focal;
        double longZ = ahead * ahead * spreadZ;
        double slant = ahead * spreadZ * Math.abs(across * cos - ahead * sin);
        double wide = Math.sqrt(wideX * wideX + slant * slant);
        double east = view.camera.east() + across * view.cosYaw + ahead * view.sinYaw;
        double north = view.camera.north() - across * view.sinYaw + ahead * view.cosYaw;
        double footprint = 0.4 * longZ + 0.6 * wideX;
        float fine = noise.at(east * FINE, north * FINE, NoiseTexture.level(footprint * FINE));
        float coarse = noise.at(east * COARSE, north * COARSE, NoiseTexture.level(footprint * COARSE));
        double cover = cover(aside, left, right, wide);
        Canvas canvas = view.canvas();
        float red = 0;
        float green = 0;
        float blue = 0;
        byte label = DriveClass.UNDRIVABLE.id();
        if (cover < 1) {
            double outside = Math.max(left - aside, aside - right);
            float grassy = (float) Math.clamp((outside - 1.2 - 0.8 * coarse) * 1.5, 0.0, 1.0);
            float rough = 1 + grassy * (0.4f * fine + 0.35f * coarse) + (1 - grassy) * 0.35f * fine;
            float dry = 1 + 0.35f * grassy * coarse;
            red = (style.verge[0] + (style.grass[0] - style.verge[0]) * grassy) * rough * dry;
            green = (style.verge[1] + (style.grass[1] - style.verge[1]) * grassy) * rough;
            blue = (style.verge[2] + (style.grass[2] - style.verge[2]) * grassy) * rough;
        }
        if (cover > 0) {
            float rough = 1 + 0.32f * fine + 0.2f * coarse;
            float paint = 0;
            float yellow = 0;
            for (Line line : lines) {
                double gap = Math.abs(aside - line.at);
                if (gap < 0.5 * (wide + style.lineWidth)) {
                    double half = 0.5 * style.lineWidth;
                    double covered = cover(aside, line.at - half, line.at + half, wide);
                    if (line.dashed) {
                        covered *= dashes(along, longZ + wideX);
                    }
                    paint += (float) covered;
                    yellow += line.yellow ? (float) covered : 0;
                }
            }
            paint = Math.min(1, paint);
            label = paint >= 0.5f ? DriveClass.LANE_MARKING.id() : DriveClass.ROAD.id();
            float road = (float) cover;
            float worn = style.paint * (1 + 0.25f * Math.min(0, coarse + fine));
            float share = paint == 0 ? 0 : Math.min(1, yellow / paint);
            float roadRed = style.asphalt[0] * rough * (1 - paint) + worn * paint;
            float roadGreen = style.asphalt[1] * rough * (1 - paint) + worn * paint * (1 - share * (1 - YELLOW_GREEN));
            float roadBlue = style.asphalt[2] * rough * (1 - paint) + worn * paint * (1 - share * (1 - YELLOW_BLUE));
            red += (roadRed - red) * road;
            green += (roadGreen - green) * road;
            blue += (roadBlue - blue) * road;
        }
        double shade = 1;
        if (light.shadows > 0) {
            double near = Math.max(0, 1 - Math.min(aside - left, right - aside) * 0.16);
            double tree = noise.at(east * 0.9 + 71, north * 0.9, NoiseTexture.level(footprint * 0.9));
            shade -= light.shadows * Math.clamp((tree + 0.8 * near * style.trees - 0.6) * 5, 0.0, 1.0);
        }
        float lamp = style.lamps && light.night ? lamp(along, aside) : 0;
        float beam = (float) light.headlights(across, ahead, 0);
        float clear = table.clarity[index];
        float air = 1 - clear;
        float dim = (float) shade;
        canvas.red[at] = red * (light.ambient[0] * dim + beam + lamp) * clear + light.haze[0] * air;
        canvas.green[at] = green * (light.ambient[1] * dim + 0.95f * beam + 0.78f * lamp) * clear + light.haze[1] * air;
        canvas.blue[at] = blue * (light.ambient[2] * dim + 0.86f * beam + 0.5f * lamp) * clear + light.haze[2] * air;
        canvas.labels[at] = cover >= 0.5 ? label : DriveClass.UNDRIVABLE.id();
    }

    /** Share of a pixel, {@code wide} metres across around {@code at}, that lies in a strip. */
    private static double cover(double at, double from, double to, double wide) {
        double low = Math.max(at - 0.5 * wide, from);
        double high = Math.min(at + 0.5 * wide, to);
        return high <= low ? 0 : high >= low + wide ? 1 : (high - low) / wide;
    }

    /** Share of a piece of a dashed line that is painted. */
    private double dashes(double along, double length) {
        double from = along - 0.5 * length;
        return (painted(from + length) - painted(from)) / length;
    }

    private double painted(double to) {
        double periods = Math.floor(to / style.dashPeriod);
        return periods * style.dash + Math.min(to - periods * style.dashPeriod, style.dash);
    }

    /** Light of the street lamps on the ground. */
    private float lamp(double along, double aside) {
        double away = along - LAMP_PERIOD * Math.floor(along / LAMP_PERIOD) - LAMP_PERIOD / 2;
        double apart = aside - lampAside(style) + 2;
        double fall = 1 + (away * away + apart * apart) / 49;
        return (float) (0.42 / (fall * fall));
    }
}
