package org.fovea.samples.drive;

import java.util.List;

/**
 * What stands beside the road: trees, bushes, houses, lamps, posts, signs, parked cars. Rendered from the seed for each
 * eight metres of the road.
 */
record Scenery(DriveStyle style, Light light, NoiseTexture noise, RoadPath road, Vehicles vehicles) {
    private static final int CELL = 8;
    private static final double FARTHEST = 190;
    private static final double BEHIND = 18;
    private static final byte CLASS = DriveClass.UNDRIVABLE.id();
    private static final float[] LAMP_GLOW = {1, 0.75f, 0.45f};
    private static final float[] LIT_WINDOW = {0.5f, 0.36f, 0.16f};

    void add(List<Thing> things, View view, double at) {
        long first = (long) Math.floor((at - BEHIND) / CELL);
        long last = (long) Math.floor((at + FARTHEST) / CELL);
        for (long cell = first; cell <= last; cell++) {
            for (int side = -1; side <= 1; side += 2) {
                cell(things, view, cell, side);
            }
        }
    }

    private void cell(List<Thing> things, View view, long cell, int side) {
        SeededNumbers numbers = new SeededNumbers(style.seed, 7000 + 2 * cell + (side > 0 ? 1 : 0));
        double edge = side > 0 ? style.right() : -style.left();
        double start = (double) cell * CELL;
        boolean house = cell % 2 == 0 && numbers.chance(0.75 * style.urban);
        if (house) {
            double back = edge + numbers.between(5, 11);
            house(things, view, numbers, start, side * back, side * (back + numbers.between(8, 12)));
        }
        int count = numbers.chance(style.trees) ? 1 + numbers.below(house ? 1 : 3) : 0;
        for (int i = 0; i < count; i++) {
            double aside = side * (edge + 2.2 + (house ? 2 : 22) * numbers.unit());
            tree(things, view, numbers, start + CELL * numbers.unit(), aside);
        }
        if (style.lamps && side > 0 && cell % 5 == 2) {
            lamp(things, view, start + CELL / 2.0);
        } else if (style.urban < 0.3 && cell % 3 == 0) {
            post(things, view, start, side * (edge + 0.5));
        }
        if (numbers.chance(0.035)) {
            sign(things, view, numbers, start + 3, side * (edge + 1.3));
        }
        if (style.parked && numbers.chance(0.35)) {
            VehicleShape shape = VehicleShape.draw(numbers);
            if (shape.length() < 6) {
                vehicles.add(things, view, road, shape, start, side * (edge + 1.15), side < 0, false);
            }
        }
    }

    private double[] place(double along, double aside) {
        return road.place(Math.max(0, along), aside);
    }

    private float[] shaded(float[] colour, double right, double up, double forward, double brightness) {
        float clear = (float) light.clarity(Math.max(0, forward));
        double beam = light.headlights(right, forward, up);
        double lamp = light.night && style.lamps ? 0.06 : 0;
        float[] out = new float[3];
        for (int i = 0; i < 3; i++) {
            double arriving = light.ambient[i] * brightness + beam + lamp * LAMP_GLOW[i];
            out[i] = (float) (colour[i] * arriving) * clear + light.haze[i] * (1 - clear);
        }
        return out;
    }

    private void tree(List<Thing> things, View view, SeededNumbers numbers, double along, double aside) {
        boolean bush = numbers.chance(0.3);
        double tall = bush ? numbers.between(0.8, 2) : numbers.between(4, 11);
        boolean fir = !bush && numbers.chance(0.3);
        double lush = numbers.between(0.6, 1.3);
        float[] leaf = DriveStyle.colour(
                (fir ? 0.03 : 0.06 * numbers.between(0.6, 2)) * lush, (fir ? 0.06 : 0.1) * lush, 0.03 * lush);
        double seed = 256 * numbers.unit();
        double wide = bush ? 0.8 * tall : numbers.between(0.28, 0.42) * tall;
        stand(things, view, along, aside, FARTHEST, (right, forward) -> {
            if (!bush) {
                double trunk = 0.025 * tall;
                float[] bark = DriveStyle.colour(0.07, 0.055, 0.04);
                box(view, right - trunk, right + trunk, 0, 0.5 * tall, forward, shaded(bark, right, 1, forward, 0.7));
            }
            float[] colour = shaded(leaf, right, bush ? 0.5 : 0.5 * tall, forward, 1);
            if (fir) {
                for (int i = 0; i < 4; i++) {
                    double part = i / 4.0;
                    blob(
                            view,
                            right,
                            tall * (0.28 + 0.6 * part),
                            forward,
                            wide * (0.75 - 0.55 * part),
                            tall * 0.16,
                            colour,
                            seed + 31 * i);
                }
            } else {
                double middle = bush ? 0.45 * tall : 0.64 * tall;
                blob(view, right, middle, forward, wide, tall - middle, colour, seed);
            }
        });
    }

    /** A ragged round mass of leaves, lighter above than below. */
    private void blob(
            View view, double right, double up, double forward, double wide, double high, float[] colour, double seed) {
        double[] middle = new double[3];
        if (!view.pixel(right, up, forward, middle)) {
            return;
        }
        double radiusX = wide * middle[2];
        double radiusY = high * middle[2];
        Canvas canvas = view.canvas();
        int y0 = (int) Math.max(0, Math.floor(middle[1] - 1.3 * radiusY - 1));
        int y1 = (int) Math.min(canvas.height - 1.0, middle[1] + 1.3 * radiusY + 1);
        int x0 = (int) Math.max(0, Math.floor(middle[0] - 1.3 * radiusX - 1));
        int x1 = (int) Math.min(canvas.width - 1.0, middle[0] + 1.3 * radiusX + 1);
        double texels = 22;
        int level = NoiseTexture.level(texels / Math.max(1e-3, Math.min(radiusX, radiusY)));
        float clear = (float) light.clarity(forward);
        float sharp = (float) (0.5 * Math.min(radiusX, radiusY));
        for (int y = y0; y <= y1; y++) {
            double dy = (y + 0.5 - middle[1]) / radiusY;
            for (int x = x0; x <= x1; x++) {
                double dx = (x + 0.5 - middle[0]) / radiusX;
                double away = dx * dx + dy * dy;
                if (away > 1.7) {
                    continue;
                }
                float leaves = noise.at(seed + dx * texels, seed * 3 + dy * texels, level);
                float cover = (float) Math.clamp((1 + 0.45 * leaves - away) * sharp + 0.5, 0.0, 1.0);
                if (cover > 0) {
                    float shade = 1 + clear * ((float) (0.85 - 0.35 * dy) * (1 + 0.7f * leaves) - 1);
                    canvas.blend(y * canvas.width + x, cover, colour, shade, CLASS);
                }
            }
        }
    }

    private static void box(
            View view, double left, double right, double low, double high, double forward, float[] colour) {
        double[][] corners = {{left, high, forward}, {right, high, forward}, {right, low, forward}, {left, low, forward}
        };
        view.polygon(corners, colour, 0.2f, 1, CLASS);
    }

    /** Renders a thing at a place to the right of the camera and before it. */
    @FunctionalInterface
    private interface Painter {
        void paint(double right, double forward);
    }

    private void stand(List<Thing> things, View view, double along, double aside, double farthest, Painter painter) {
        double[] at = place(along, aside);
        double right = view.right(at[0], at[1]);
        double forward = view.forward(at[0], at[1]);
        if (forward >= 1.5 && forward <= farthest && Math.abs(right) <= 1.1 * forward + 8) {
            things.add(new Thing(forward, () -> painter.paint(right, forward)));
        }
    }

    private void post(List<Thing> things, View view, double along, double aside) {
        stand(things, view, along, aside, 110, (right, forward) -> {
            float[] white = shaded(DriveStyle.colour(0.6, 0.6, 0.6), right, 0.5, forward, 0.9);
            box(view, right - 0.06, right + 0.06, 0, 1, forward, white);
            float[] band = shaded(DriveStyle.colour(0.04, 0.04, 0.04), right, 0.5, forward, 1);
            box(view, right - 0.065, right + 0.065, 0.7, 0.86, forward, band);
        });
    }

    private void lamp(List<Thing> things, View view, double along) {
        double aside = Ground.lampAside(style);
        stand(things, view, along, aside, 160, (right, forward) -> {
            double[] head = place(along, aside - 2);
            double headRight = view.right(head[0], head[1]);
            double headForward = view.forward(head[0], head[1]);
            float[] steel = shaded(DriveStyle.colour(0.16, 0.17, 0.18), right, 2, forward, 0.9);
            box(view, right - 0.08, right + 0.08, 0, 7, forward, steel);
            double[][] arm = {
                {right, 7.1, forward},
                {headRight, 7.3, headForward},
                {headRight, 7.15, headForward},
                {right, 6.9, forward}
            };
            view.polygon(arm, steel, 0, 1, CLASS);
            double[] pixel = new double[3];
            if (light.night && headForward > 1 && view.pixel(headRight, 7.1, headForward, pixel)) {
                double radius = Math.max(0.5, 0.16 * pixel[2]);
                view.canvas().glow(pixel[0], pixel[1], radius, LAMP_GLOW, 2 * light.clarity(forward));
            }
        });
    }

    private void sign(List<Thing> things, View view, SeededNumbers numbers, double along, double aside) {
        float[][] colours = {{0.6f, 0.06f, 0.05f}, {0.05f, 0.14f, 0.5f}, {0.04f, 0.25f, 0.1f}, {0.65f, 0.5f, 0.06f}};
        float[] colour = colours[numbers.below(colours.length)];
        double half = numbers.between(0.3, 0.7);
        stand(things, view, along, aside, 120, (right, forward) -> {
            float[] steel = shaded(DriveStyle.colour(0.2, 0.2, 0.2), right, 1, forward, 0.8);
            box(view, right - 0.04, right + 0.04, 0, 2.2, forward, steel);
            float[] board = shaded(colour, right, 1.4, forward, 1);
            box(view, right - half, right + half, 2, 2 + 1.6 * half, forward, board);
            float[] white = shaded(DriveStyle.colour(0.6, 0.6, 0.6), right, 1.4, forward, 1);
            box(view, right - 0.6 * half, right + 0.6 * half, 2 + 0.6 * half, 2 + half, forward, white);
        });
    }

    private void house(List<Thing> things, View view, SeededNumbers numbers, double along, double front, double back) {
        double length = numbers.between(9, 14.5);
        int floors = 1 + numbers.below(style.urban > 0.7 ? 5 : 2);
        double high = 3.1 * floors + 0.6;
        double grey = numbers.between(0.12, 0.5);
        float[] wall = DriveStyle.colour(
                grey * numbers.between(0.9, 1.25), grey * numbers.between(0.85, 1.05), grey * numbers.between(0.6, 1));
        double[][] places = {place(along, front), place(along + length, front), place(along, back)};
        double[][] feet = new double[3][];
        for (int i = 0; i < 3; i++) {
            feet[i] = new double[] {view.right(places[i][0], places[i][1]), view.forward(places[i][0], places[i][1])};
        }
        double near = Math.min(feet[0][1], feet[2][1]);
        if (Math.max(feet[0][1], feet[1][1]) < 1 || near > FARTHEST) {
            return;
        }
        long windows = SeededNumbers.mix(style.seed + 31 * (long) along);
        things.add(new Thing(near, () -> {
            wall(view, feet[0], feet[2], Math.abs(back - front), high, wall, 0.65, windows);
            wall(view, feet[0], feet[1], length, high, wall, 0.95, windows + 1);
        }));
    }

    /** One wall of a house with its windows, from one foot on the ground to another. */
    private void wall(
            View view,
            double[] from,
            double[] to,
            double length,
            double high,
            float[] colour,
            double bright,
            long windows) {
        double forward = Math.max(1, (from[1] + to[1]) / 2);
        double right = (from[0] + to[0]) / 2;
        panel(view, from, to, 0, 1, 0, high, shaded(colour, right, 2, forward, bright));
        panel(view, from, to, 0, 1, high - 0.5, high, shaded(colour, right, 2, forward, 0.5 * bright));
        if (forward > 110) {
            return;
        }
        int columns = (int) (length / 2.6);
        int floors = (int) (high / 3.1);
        float clear = (float) light.clarity(forward);
        for (int floor = 0; floor < floors; floor++) {
            for (int column = 0; column < columns; column++) {
                boolean lit = light.night
                        && Long.remainderUnsigned(SeededNumbers.mix(windows + 64L * floor + column), 4) == 0;
                float[] glass = shaded(DriveStyle.colour(0.05, 0.06, 0.08), right, 2, forward, 1);
                if (lit) {
                    for (int i = 0; i < 3; i++) {
                        glass[i] = LIT_WINDOW[i] * clear;
                    }
                }
                double middle = (column + 0.5) / columns;
                double half = 0.55 / length;
                panel(view, from, to, middle - half, middle + half, 3.1 * floor + 1, 3.1 * floor + 2.4, glass);
            }
        }
    }

    private static void panel(
            View view, double[] from, double[] to, double start, double end, double low, double high, float[] colour) {
        double x0 = from[0] + (to[0] - from[0]) * start;
        double z0 = from[1] + (to[1] - from[1]) * start;
        double x1 = from[0] + (to[0] - from[0]) * end;
        double z1 = from[1] + (to[1] - from[1]) * end;
        double[][] corners = {{x0, high, z0}, {x1, high, z1}, {x1, low, z1}, {x0, low, z0}};
        view.polygon(corners, colour, 0, 1, CLASS);
    }
}
