package org.fovea.samples.drive;

import java.util.ArrayList;
import java.util.List;

/**
 * The other cars on the road: one ahead in the own lane, some overtaking or being overtaken, some coming towards us.
 */
final class Traffic {
    private static final double STEP = 1.0 / DriveSettings.FRAMES_PER_SECOND;
    private static final double AWAY = 235;
    private static final double BEHIND = -14;
    private final List<Car> cars = new ArrayList<>();
    private final SeededNumbers numbers;
    private final double gap;
    private final double phase;

    static final class Car {
        final VehicleShape shape;
        final double aside;
        final boolean towards;
        private final double pace;

        /** Metres along the road, of the end that is nearer to the own car. */
        double at;

        Car(VehicleShape shape, double aside, boolean towards, double pace, double at) {
            this.shape = shape;
            this.aside = aside;
            this.towards = towards;
            this.pace = pace;
            this.at = at;
        }
    }

    Traffic(DriveStyle style, EgoCar ego) {
        numbers = new SeededNumbers(style.seed, 606);
        gap = numbers.between(10, 32);
        phase = numbers.between(0, 6.28);
        double speed = ego.speed();
        if (numbers.chance(0.8)) {
            cars.add(new Car(VehicleShape.draw(numbers), style.ownLane(style.ownLanes - 1), false, Double.NaN, 0));
        }
        if (style.ownLanes > 1 && !style.changesLanes) {
            double pace = speed + numbers.between(-3, 4);
            int count = 1 + numbers.below(3);
            for (int i = 0; i < count; i++) {
                double at = ego.at() + numbers.between(5, 30) + 65 * i;
                cars.add(new Car(VehicleShape.draw(numbers), style.ownLane(0), false, pace, at));
            }
        }
        for (int lane = 0; lane < style.otherLanes; lane++) {
            double pace = -numbers.between(6, 24);
            int count = 1 + numbers.below(3);
            for (int i = 0; i < count; i++) {
                double at = ego.at() + numbers.between(10, 60) + 75 * i;
                double aside = -(lane + 0.5) * style.laneWidth + numbers.between(-0.2, 0.2);
                cars.add(new Car(VehicleShape.draw(numbers), aside, true, pace, at));
            }
        }
        follow(ego);
    }

    private void follow(EgoCar ego) {
        for (Car car : cars) {
            if (Double.isNaN(car.pace)) {
                double wave = 0.3 * StrictMath.sin(0.17 * ego.time() + phase)
                        + 0.15 * StrictMath.sin(0.47 * ego.time() + 2 * phase);
                car.at = ego.at() + (gap + 0.5 * ego.speed()) * (1 + wave) + 2;
            }
        }
    }

    /** A frame later. */
    void step(EgoCar ego) {
        for (Car car : cars) {
            if (Double.isNaN(car.pace)) {
                continue;
            }
            car.at += car.pace * STEP;
            double away = car.at - ego.at();
            if (away < BEHIND) {
                car.at = ego.at() + AWAY - numbers.between(0, 3);
            } else if (away > AWAY) {
                car.at = ego.at() + BEHIND;
            }
        }
        follow(ego);
    }

    List<Car> cars() {
        return cars;
    }
}
