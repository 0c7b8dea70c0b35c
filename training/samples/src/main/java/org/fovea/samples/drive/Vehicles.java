package org.fovea.samples.drive;

import java.util.List;

/** Renders vehicles as boxes with a cabin, windows, wheels and lamps. */
record Vehicles(Light light) {
    private static final double FARTHEST = 220;
    private static final double DETAILED = 90;
    private static final float[] TYRE = {0.012f, 0.012f, 0.013f};
    private static final float[] GLASS = {0.035f, 0.045f, 0.055f};
    private static final float[] PLATE = {0.6f, 0.6f, 0.55f};
    private static final float[] TAIL = {0.32f, 0.015f, 0.012f};
    private static final float[] FRONT = {0.75f, 0.75f, 0.72f};
    private static final float[] TAIL_GLOW = {1, 0.06f, 0.04f};
    private static final float[] FRONT_GLOW = {1, 0.95f, 0.85f};
    private static final double TYRE_RADIUS = 0.33;
    private static final double[][] OCTAGON = {
        {0.38, 0.92},
        {0.92, 0.38},
        {0.92, -0.38},
        {0.38, -0.92},
        {-0.38, -0.92},
        {-0.92, -0.38},
        {-0.92, 0.38},
        {-0.38, 0.92}
    };
    private static final byte CLASS = DriveClass.MOVABLE.id();

    /** Adds a vehicle whose nearer end is at a length of the road. */
    void add(
            List<Thing> things,
            View view,
            RoadPath road,
            VehicleShape shape,
            double at,
            double aside,
            boolean towards,
            boolean lit) {
        double middle = at + shape.length() / 2;
        double[] place = road.place(middle, aside);
        double forward = view.forward(place[0], place[1]);
        if (forward < -shape.length() || forward > FARTHEST) {
            return;
        }
        double turn = road.heading(middle) - view.camera.yaw() + (towards ? StrictMath.PI : 0);
        Placed placed = new Placed(
                light,
                view,
                shape,
                view.right(place[0], place[1]),
                forward,
                StrictMath.cos(turn),
                StrictMath.sin(turn),
                towards,
                lit,
                (float) light.clarity(Math.max(0, forward)),
                (float) (shape.width() / 2));
        things.add(new Thing(forward - shape.length() / 2, placed::draw));
    }

    /**
     * A vehicle at its place in one frame. Its own axes: right, up, along from the rear to the front; the origin on the
     * ground, mid-rear.
     */
    private record Placed(
            Light light,
            View view,
            VehicleShape shape,
            double right,
            double forward,
            double cos,
            double sin,
            boolean towards,
            boolean lit,
            float clear,
            float half) {
        private double[] place(double across, double up, double along) {
            double l = along - shape.length() / 2;
            return new double[] {right + across * cos + l * sin, up, forward - across * sin + l * cos};
        }

        private float[] shaded(float[] colour, double up, double brightness) {
            double beam = light.headlights(right, forward - shape.length() / 2, up);
            float[] out = new float[3];
            for (int i = 0; i < 3; i++) {
                double lamp = light.night ? 0.03 : 0;
                double arriving = light.ambient[i] * brightness + beam + lamp;
                out[i] = (float) (colour[i] * arriving) * clear + light.haze[i] * (1 - clear);
            }
            return out;
        }

        private void face(float[] colour, double up, double brightness, float fade, double[]... corners) {
            view.polygon(corners, shaded(colour, up, brightness), fade, 1, CLASS);
        }

        /** A rectangle that stands across the vehicle, at a place from rear to front. */
        private void plate(
                float[] colour,
                double up,
                double brightness,
                float fade,
                double left,
                double right,
                double top,
                double bottom,
                double end) {
            face(
                    colour,
                    up,
                    brightness,
                    fade,
                    place(left, top, end),
                    place(right, top, end),
                    place(right, bottom, end),
                    place(left, bottom, end));
        }

        /**
         * A flat piece that is the same on both sides: from {@code half0} to either side at a height and a length, to
         * {@code half1} at others.
         */
        private double[][] sheet(double half0, double up0, double along0, double half1, double up1, double along1) {
            return new double[][] {
                place(-half0, up0, along0),
                place(half0, up0, along0),
                place(half1, up1, along1),
                place(-half1, up1, along1)
            };
        }

        /** Whether a side, whose outward direction is given in the vehicle's axes, is turned to the camera. */
        private boolean seen(double across, double along, double[] place) {
            double outRight = across * cos + along * sin;
            double outForward = -across * sin + along * cos;
            return -outRight * place[0] - outForward * place[2] > 0;
        }

        void draw() {
            shadow();
            body();
            cabin();
            if (lit) {
                lamps();
            }
        }

        private void shadow() {
            double wide = half + 0.15;
            double[][] corners = sheet(wide, 0, -0.3, wide, 0, shape.length() + 0.3);
            float[] dark = new float[3];
            for (int i = 0; i < 3; i++) {
                dark[i] = 0.02f * light.ambient[i] * clear + light.haze[i] * (1 - clear);
            }
            view.polygon(corners, dark, 0, 0.7f, CLASS);
        }

        private void body() {
            double length = shape.length();
            double waist = shape.waist();
            double floor = 0.27;
            float[] paint = shape.paint();
            for (int side = -1; side <= 1; side += 2) {
                double across = side * half;
                if (seen(side, 0, place(across, 0, length / 2))) {
                    wheel(across, 0.19 * length);
                    wheel(across, 0.81 * length);
                    face(
                            paint,
                            0.6,
                            0.75,
                            0.35f,
                            place(across, waist, 0),
                            place(across, waist, length),
                            place(across, floor, length),
                            place(across, floor, 0));
                    wheel(across * 1.005, 0.19 * length);
                    wheel(across * 1.005, 0.81 * length);
                }
            }
            if (view.camera.height() > waist) {
                face(paint, waist, 1.15, 0, sheet(half, waist, 0, half, waist, length));
            }
            double end = towards ? length : 0;
            double inner = half - 0.24;
            for (int side = -1; side <= 1; side += 2) {
                plate(TYRE, 0.1, 0.8, 0, side * half * 0.97, side * inner, 0.35, 0, end);
            }
            plate(paint, 0.6, 0.9, 0.3f, -half, half, waist, floor, end);
            if (forward < DETAILED) {
                details(end);
            }
        }

        private void wheel(double across, double along) {
            double[][] corners = new double[OCTAGON.length][];
            for (int i = 0; i < corners.length; i++) {
                corners[i] = place(across, TYRE_RADIUS * (1 + OCTAGON[i][1]), along + TYRE_RADIUS * OCTAGON[i][0]);
            }
            face(TYRE, 0.3, 0.9, 0, corners);
        }

        private void details(double end) {
            double waist = shape.waist();
            plate(TYRE, 0.4, 1, 0, -half * 0.98, half * 0.98, 0.42, 0.27, end);
            plate(PLATE, 0.6, 1, 0, -0.26, 0.26, 0.62, 0.5, end);
            float[] colour = towards ? FRONT : TAIL;
            for (int side = -1; side <= 1; side += 2) {
                double outer = side * half * 0.97;
                double inner = side * half * 0.68;
                plate(colour, 0.8, 1, 0, outer, inner, waist - 0.06, waist - 0.24, end);
            }
        }

        private void cabin() {
            double waist = shape.waist();
            double roof = shape.roof();
            double from = shape.cabinFrom();
            double to = Math.min(shape.cabinTo(), shape.length() - 0.1);
            double lean = shape.lean();
            double top = half * (shape.windows() ? 0.84 : 0.99);
            double low = half * 0.98;
            float[] paint = shape.paint();
            for (int side = -1; side <= 1; side += 2) {
                if (seen(side, 0, place(side * low, 0, (from + to) / 2))) {
                    float[] colour = shape.windows() ? GLASS : paint;
                    face(
                            colour,
                            1.2,
                            0.8,
                            0,
                            place(side * low, waist, from),
                            place(side * top, roof, from + lean),
                            place(side * top, roof, to - lean),
                            place(side * low, waist, to));
                }
            }
            if (view.camera.height() > roof) {
                face(paint, roof, 1.1, 0, sheet(top, roof, from + lean, top, roof, to - lean));
            }
            double foot = towards ? to : from;
            double head = towards ? to - lean : from + lean;
            face(paint, 1.2, 0.95, 0.1f, sheet(low, waist, foot, top, roof, head));
            if (shape.windows() && forward < DETAILED) {
                double[] below = window(low, top, waist, roof, foot, head, 0.1);
                double[] above = window(low, top, waist, roof, foot, head, 0.84);
                face(GLASS, 1.2, 1.2, 0, sheet(below[0], below[1], below[2], above[0], above[1], above[2]));
            }
        }

        /** Half the width, height and length of a window's edge, at a share of the way from the waist to the roof. */
        private static double[] window(
                double low, double top, double waist, double roof, double foot, double head, double part) {
            return new double[] {
                0.9 * (low + (top - low) * part), waist + (roof - waist) * part, foot + (head - foot) * part
            };
        }

        private void lamps() {
            double end = towards ? shape.length() : 0;
            double[] pixel = new double[3];
            for (int side = -1; side <= 1; side += 2) {
                double[] at = place(side * half * 0.82, shape.waist() - 0.15, end);
                if (at[2] > 1 && view.pixel(at[0], at[1], at[2], pixel)) {
                    double radius = Math.max(0.6, 0.13 * pixel[2]);
                    double strength = (towards ? 3.5 : 0.7) * clear;
                    view.canvas().glow(pixel[0], pixel[1], radius, towards ? FRONT_GLOW : TAIL_GLOW, strength);
                }
            }
        }
    }
}
