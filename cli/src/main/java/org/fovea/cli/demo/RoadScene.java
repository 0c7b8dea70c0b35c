package org.fovea.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/**
 * Class masks of a drive along a winding road, seen through the windscreen of a car: road, lane markings, roadside, vehicles (our own
 * bonnet among them) and sky. A pinhole camera over a flat world in metres; the same seed gives the same masks on every machine.
 */
public final class RoadScene {
    /** What the class ids stand for. */
    public static final List<String> CLASSES = List.of("road", "lane marking", "roadside", "vehicle", "sky");

    private static final byte ROAD = 0;
    private static final byte MARKING = 1;
    private static final byte ROADSIDE = 2;
    private static final byte VEHICLE = 3;
    private static final byte SKY = 4;

    private static final double SECONDS_PER_FRAME = 0.1;
    private static final double SPEED = 22;
    private static final double CAMERA_HEIGHT = 1.4;
    private static final double LANE = 3.6;
    private static final double ROAD_EDGE = 1.5 * LANE + 0.6;
    private static final double MARKING_WIDTH = 0.16;
    private static final double DASH_PERIOD = 12;
    private static final double DASH = 4.5;
    private static final double FARTHEST = 220;
    private static final int TREES = 90;

    private final int height;
    private final int width;
    private final double focal;
    private final List<Thing> trees = new ArrayList<>();
    private final List<Thing> cars = new ArrayList<>();

    /**
     * Something that stands upright.
     *
     * @param lateral metres to the right of the road's middle
     * @param along metres along the road at time 0
     * @param speed metres per second along the road
     * @param width metres
     * @param height metres
     */
    private record Thing(double lateral, double along, double speed, double width, double height) {}

    private RoadScene(int height, int width, long seed) {
        this.height = height;
        this.width = width;
        this.focal = 0.9 * width;
        Random random = new Random(seed);
        for (int i = 0; i < TREES; i++) {
            double side = random.nextBoolean() ? 1 : -1;
            double lateral = side * (ROAD_EDGE + 4 + 18 * random.nextDouble());
            double size = 3 + 6 * random.nextDouble();
            trees.add(new Thing(lateral, 340 * random.nextDouble(), 0, 0.7 * size, size));
        }
        double[] lanes = {-LANE, 0, LANE, -LANE, LANE};
        for (int i = 0; i < lanes.length; i++) {
            double tall = random.nextInt(3) == 0 ? 2.9 : 1.5;
            double speed = SPEED + (lanes[i] == 0 ? 1 : lanes[i] < 0 ? 3 : -4) + random.nextDouble();
            cars.add(new Thing(lanes[i], 14 + 19 * i, speed, tall > 2 ? 2.5 : 1.85, tall));
        }
    }

    /** Draws {@code frames} frames, a tenth of a second apart. */
    public static MaskTensor draw(int frames, int height, int width, long seed) {
        RoadScene scene = new RoadScene(height, width, seed);
        MaskShape shape = new MaskShape(frames, height, width, CLASSES.size());
        byte[] all = new byte[Math.toIntExact(shape.total())];
        for (int frame = 0; frame < frames; frame++) {
            byte[] picture = scene.frame(frame * SECONDS_PER_FRAME);
            System.arraycopy(picture, 0, all, frame * picture.length, picture.length);
        }
        return new MaskTensor(shape, all);
    }

    private byte[] frame(double time) {
        byte[] picture = new byte[height * width];
        double horizon = height * 0.42 + 0.006 * height * StrictMath.sin(7 * time);
        double bend = 0.0011 * StrictMath.sin(0.35 * time + 0.4);
        double drift = 0.35 * StrictMath.sin(0.6 * time);
        ground(picture, horizon, bend, drift, time);
        skyline(picture, horizon, bend, time);
        List<Thing> things = new ArrayList<>(trees);
        things.addAll(cars);
        things.sort(Comparator.comparingDouble(thing -> -distance(thing, time)));
        for (Thing thing : things) {
            stand(picture, thing, distance(thing, time), horizon, bend, drift);
        }
        bonnet(picture, time);
        return picture;
    }

    private static double distance(Thing thing, double time) {
        return thing.along() + (thing.speed() - SPEED) * time;
    }

    /** Column of the middle of the road at a distance. */
    private double middle(double distance, double bend, double drift) {
        return width / 2.0 + focal * (bend * distance * distance / 2 - drift) / distance;
    }

    private void ground(byte[] picture, double horizon, double bend, double drift, double time) {
        for (int y = 0; y < height; y++) {
            double distance = focal * CAMERA_HEIGHT / (y + 0.5 - horizon);
            boolean sky = distance <= 0 || distance > FARTHEST;
            double middle = sky ? 0 : middle(distance, bend, drift);
            double metresPerPixel = distance / focal;
            double along = distance + SPEED * time;
            boolean dash = along - DASH_PERIOD * StrictMath.floor(along / DASH_PERIOD) < DASH;
            for (int x = 0; x < width; x++) {
                double lateral = (x + 0.5 - middle) * metresPerPixel;
                picture[y * width + x] = sky ? SKY : surface(lateral, metresPerPixel, dash);
            }
        }
    }

    private static byte surface(double lateral, double metresPerPixel, boolean dash) {
        double fromMiddle = StrictMath.abs(lateral);
        if (isLine(fromMiddle, 1.5 * LANE, metresPerPixel) || dash && isLine(fromMiddle, 0.5 * LANE, metresPerPixel)) {
            return MARKING;
        }
        return fromMiddle < ROAD_EDGE ? ROAD : ROADSIDE;
    }

    /** Whether a line along the road covers the pixel; a slanting line is never thinner than what it crosses within a row. */
    private static boolean isLine(double lateral, double line, double metresPerPixel) {
        double crossed = metresPerPixel * StrictMath.max(1, line / CAMERA_HEIGHT);
        return StrictMath.abs(lateral - line) < StrictMath.max(MARKING_WIDTH, crossed) / 2;
    }

    /** Hills and woods at the horizon, which turn as the car turns. */
    private void skyline(byte[] picture, double horizon, double bend, double time) {
        double turn = 900 * bend + 0.02 * time;
        for (int x = 0; x < width; x++) {
            double angle = (x - width / 2.0) / focal + turn;
            double hill = 0.045
                    + 0.028 * StrictMath.sin(2.1 * angle)
                    + 0.012 * StrictMath.sin(9.3 * angle + 1)
                    + 0.005 * StrictMath.sin(41 * angle);
            int top = (int) StrictMath.floor(horizon - StrictMath.max(0.01, hill) * height);
            for (int y = Math.max(0, top); y < height && picture[y * width + x] == SKY; y++) {
                picture[y * width + x] = ROADSIDE;
            }
        }
    }

    private void stand(byte[] picture, Thing thing, double distance, double horizon, double bend, double drift) {
        if (distance < 4 || distance > FARTHEST) {
            return;
        }
        boolean car = cars.contains(thing);
        double scale = focal / distance;
        double centre = middle(distance, bend, drift) + thing.lateral() * scale;
        double bottom = horizon + CAMERA_HEIGHT * scale;
        double half = thing.width() * scale / 2;
        double tall = thing.height() * scale;
        for (int y = Math.max(0, (int) (bottom - tall)); y < Math.min(height, (int) (bottom + 0.5)); y++) {
            double up = (bottom - y - 0.5) / tall;
            double reach = half * (car ? carOutline(up) : treeOutline(up));
            double hollow = car && up < 0.12 ? 0.68 * half : 0; // between the wheels
            int from = Math.max(0, (int) StrictMath.floor(centre - reach + 0.5));
            int to = Math.min(width, (int) StrictMath.floor(centre + reach + 0.5));
            for (int x = from; x < to; x++) {
                if (StrictMath.abs(x + 0.5 - centre) >= hollow) {
                    picture[y * width + x] = car ? VEHICLE : ROADSIDE;
                }
            }
        }
    }

    /** Half width at a height 0..1, a car from behind: wheels, body, windows that lean in. */
    private static double carOutline(double up) {
        if (up < 0.12) {
            return 0.94;
        }
        return up < 0.6 ? 1 : up < 0.95 ? 0.97 - 0.5 * (up - 0.6) : 0.72;
    }

    /** Half width at a height 0..1: trunk, then a round crown. */
    private static double treeOutline(double up) {
        double crown = (up - 0.62) / 0.38;
        return up < 0.24 ? 0.09 : StrictMath.sqrt(StrictMath.max(0, 1 - crown * crown));
    }

    private void bonnet(byte[] picture, double time) {
        double shake = 0.004 * height * StrictMath.sin(11 * time);
        for (int x = 0; x < width; x++) {
            double across = (x + 0.5) / width * 2 - 1;
            double top = height * (0.9 + 0.11 * across * across) + shake;
            for (int y = (int) StrictMath.ceil(top); y < height; y++) {
                picture[y * width + x] = VEHICLE;
            }
        }
    }
}
