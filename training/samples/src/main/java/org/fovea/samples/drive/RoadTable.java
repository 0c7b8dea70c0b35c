package org.fovea.samples.drive;

/**
 * The road of one frame by distance before the camera, so that a pixel of the ground finds its place on the road at
 * once.
 */
final class RoadTable {
    /** Entries per metre. */
    static final int PER_METRE = 2;

    static final int COUNT = Ground.FARTHEST * PER_METRE + 2;

    /** Metres to the right of the camera of the road's middle line. */
    final double[] middle = new double[COUNT];

    /** Metres along the road there. */
    final double[] along = new double[COUNT];

    /** Direction of the road, against the camera's. */
    final double[] cos = new double[COUNT];

    final double[] sin = new double[COUNT];

    /** Share of a thing's own light that arrives. */
    final float[] clarity = new float[COUNT];

    RoadTable(Light light) {
        for (int i = 0; i < COUNT; i++) {
            clarity[i] = (float) light.clarity((double) i / PER_METRE);
        }
    }

    void update(View view, RoadPath road, double at) {
        double step = 1;
        double s = at - 12;
        double x = view.right(road.east(s), road.north(s));
        double z = view.forward(road.east(s), road.north(s));
        int next = 0;
        double most = at + Ground.FARTHEST + 18;
        while (next < COUNT) {
            double t = s + step;
            double x1;
            double z1;
            if (t <= most) {
                x1 = view.right(road.east(t), road.north(t));
                z1 = view.forward(road.east(t), road.north(t));
            } else { // straight on, beyond what can be seen
                double heading = road.heading(most) - view.camera.yaw();
                x1 = x + StrictMath.sin(heading);
                z1 = z + Math.max(0.2, StrictMath.cos(heading));
            }
            double length = Math.sqrt((x1 - x) * (x1 - x) + (z1 - z) * (z1 - z));
            for (; next < COUNT && (double) next / PER_METRE < z1; next++) {
                double part = ((double) next / PER_METRE - z) / (z1 - z);
                middle[next] = x + (x1 - x) * part;
                along[next] = s + step * part;
                cos[next] = (z1 - z) / length;
                sin[next] = (x1 - x) / length;
            }
            s = t;
            x = x1;
            z = z1;
        }
    }
}
