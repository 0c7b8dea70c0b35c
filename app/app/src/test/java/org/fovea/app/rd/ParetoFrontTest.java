package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.site.model.ParetoFront;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    @Test
    void a_point_is_on_the_front_exactly_where_none_beats_it() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<RdPoint> points = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                // Few values, so that there are ties.
                points.add(RdPoints.archive(
                        List.of(RdPoint.FOVEA, RdPoint.ROBUST).get(random.nextInt(2)),
                        "p" + i,
                        100 + random.nextInt(6),
                        1 + random.nextInt(6)));
            }
            List<RdPoint> front = ParetoFront.front(points, RdPoint::bytes, RdPoint::score);
            for (int i = 1; i < front.size(); i++) {
                assertThat(front.get(i).bytes()).isGreaterThan(front.get(i - 1).bytes());
                assertThat(front.get(i).score()).isLessThan(front.get(i - 1).score());
            }
            for (RdPoint point : points) {
                boolean beaten = points.stream().anyMatch(other -> beats(other, point));
                boolean there = front.stream()
                        .anyMatch(other -> other.bytes() == point.bytes() && other.score() == point.score());
                assertThat(there).as("%s of %s", point, points).isNotEqualTo(beaten);
            }
            assertThat(points).containsAll(front);
        }
    }

    private static boolean beats(RdPoint one, RdPoint other) {
        boolean least = one.bytes() <= other.bytes() && one.score() <= other.score();
        return least && (one.bytes() < other.bytes() || one.score() < other.score());
    }
}
