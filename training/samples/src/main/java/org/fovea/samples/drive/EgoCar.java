package org.fovea.samples.drive;

/** The car that carries the camera: its way along the road, and how it rocks on its springs. */
final class EgoCar {
    /** Metres of road before the start, so that there is something behind the car. */
    private static final double START = 40;

    private static final double STEP = 1.0 / DriveSettings.FRAMES_PER_SECOND;
    private static final int SUBSTEPS = 4;
    private static final double SLOWEST = 2.5;
    private static final double FASTEST = 34;
    private static final double SLOW_TURN = 8;
    private static final double CHANGE_SECONDS = 4.5;
    private static final double CHANGE_PERIOD = 16;

    private final DriveStyle style;
    private final RoadPath road;
    private final SeededNumbers bumps;
    private final double cruise;
    private final double variation;
    private final double[] phase = new double[6];
    private final double cameraHeight;
    private final double cameraPitch;
    private final double cameraYaw;
    private final double cameraRoll;
    private final double roughness;
    private final double wander;
    private double time;
    private double at = START;
    private double speed;
    private double aside;
    private double asideSpeed;
    private final Spring heave = new Spring(8.5, 0.22);
    private final Spring pitch = new Spring(9.5, 0.25);
    private final Spring roll = new Spring(8, 0.25);

    private static final class Spring {
        private final double frequency;
        private final double damping;
        private double value;
        private double velocity;

        Spring(double frequency, double damping) {
            this.frequency = frequency;
            this.damping = damping;
        }

        void step(double kick, double rest) {
            double seconds = STEP / SUBSTEPS;
            velocity += kick;
            for (int i = 0; i < SUBSTEPS; i++) {
                double pull = frequency * frequency * (rest - value) - 2 * damping * frequency * velocity;
                velocity += pull * seconds;
                value += velocity * seconds;
            }
        }
    }

    EgoCar(DriveStyle style, RoadPath road) {
        this.style = style;
        this.road = road;
        SeededNumbers numbers = new SeededNumbers(style.seed, 303);
        cruise = style.urban > 0.3 ? numbers.between(6, 16) : numbers.between(12, 29);
        variation = Math.min(FASTEST - cruise, cruise * numbers.between(0.15, 0.5));
        for (int i = 0; i < phase.length; i++) {
            phase[i] = numbers.between(0, 6.28);
        }
        cameraHeight = numbers.between(1.2, 1.6);
        cameraPitch = numbers.between(-0.06, -0.025);
        cameraYaw = numbers.between(-0.05, 0.05); // a camera is never glued on quite straight
        cameraRoll = numbers.between(-0.015, 0.015);
        roughness = numbers.between(0.6, 2);
        wander = numbers.between(0.1, 0.35);
        bumps = new SeededNumbers(style.seed, 304);
        aside = lane(0);
        asideSpeed = (aside - lane(-STEP)) / STEP;
        speed = speedAt(0);
        for (int i = 0; i < 2 * DriveSettings.FRAMES_PER_SECOND; i++) {
            rock(0, 0); // a car does not start at rest on its springs
        }
        road.extendTo(at + Ground.FARTHEST + 20);
    }

    private double speedAt(double seconds) {
        double wave = 0.6 * StrictMath.sin(0.23 * seconds + phase[0]) + 0.4 * StrictMath.sin(0.61 * seconds + phase[1]);
        return Math.max(SLOWEST, cruise + variation * wave);
    }

    /** Signed distance from the road's middle line that the driver wants. */
    private double lane(double seconds) {
        double place = wander
                * (0.7 * StrictMath.sin(0.55 * seconds + phase[2]) + 0.4 * StrictMath.sin(1.4 * seconds + phase[3]));
        int lane = style.ownLanes - 1;
        if (!style.changesLanes) {
            return style.ownLane(lane) + place;
        }
        double since = seconds + CHANGE_PERIOD * phase[4] / 6.28;
        long changes = (long) Math.floor(since / CHANGE_PERIOD);
        double part = Math.min(1, (since - changes * CHANGE_PERIOD) / CHANGE_SECONDS);
        double smooth = part * part * part * (10 - 15 * part + 6 * part * part);
        double from = style.ownLane((int) Math.floorMod(changes, 2L));
        double to = style.ownLane((int) Math.floorMod(changes + 1, 2L));
        return from + (to - from) * smooth + place;
    }

    private void rock(double acceleration, double sideways) {
        double rough = roughness * (0.5 + 0.5 * Math.min(1, speed / 15));
        double hole = bumps.chance(0.02) ? 3 : 1;
        heave.step(rough * hole * 0.11 * bumps.normal(), 0);
        pitch.step(rough * hole * 0.03 * bumps.normal(), 0.006 * acceleration);
        roll.step(rough * 0.032 * bumps.normal(), 0.007 * sideways);
    }

    /** A frame later. */
    void step() {
        time += STEP;
        double next = speedAt(time);
        double acceleration = (next - speed) / STEP;
        speed = next;
        at += speed * STEP / (1 - aside * road.curvature(at));
        double wanted = lane(time);
        asideSpeed = (wanted - aside) / STEP;
        aside = wanted;
        rock(acceleration, -speed * speed * road.curvature(at));
        road.extendTo(at + Ground.FARTHEST + 20);
    }

    CameraPose camera() {
        double heading = road.heading(at);
        double yaw = heading + StrictMath.atan2(asideSpeed, Math.max(speed, SLOW_TURN)) + cameraYaw;
        double[] place = road.place(at, aside);
        return new CameraPose(
                place[0],
                cameraHeight + heave.value,
                place[1],
                yaw,
                cameraPitch + pitch.value,
                cameraRoll + roll.value);
    }

    /** Metres along the road. */
    double at() {
        return at;
    }

    /** Metres per second. */
    double speed() {
        return speed;
    }

    /** Seconds since the start. */
    double time() {
        return time;
    }
}
