package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final RdPoint EXPLOIT = RdPoints.archive(RdPoint.EXPLOIT, "e.zip", 167, 0.0001);
    private static final List<RdPoint> HONEST = List.of(
            RdPoints.fovea(300_000, 0.4),
            RdPoints.fovea(200_000, 0.3),
            RdPoints.fovea(100_000, 0.9),
            RdPoints.av1(90_000, 2));

    private static List<RdPoint> withExploit() {
        return Stream.concat(Stream.of(EXPLOIT), HONEST.stream()).toList();
    }

    @Test
    void a_point_is_on_the_front_exactly_where_no_honest_one_beats_it() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<RdPoint> points = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                // Few values, so that there are ties.
                points.add(RdPoints.archive(
                        List.of(RdPoint.FOVEA, RdPoint.ROBUST, RdPoint.EXPLOIT).get(random.nextInt(3)),
                        "p" + i,
                        100 + random.nextInt(6),
                        1 + random.nextInt(6)));
            }
            List<RdPoint> front = ParetoFront.of(points);
            for (int i = 1; i < front.size(); i++) {
                assertThat(front.get(i).bytes()).isGreaterThan(front.get(i - 1).bytes());
                assertThat(front.get(i).score()).isLessThan(front.get(i - 1).score());
            }
            for (RdPoint point : points) {
                boolean beaten = points.stream().anyMatch(other -> beats(other, point));
                boolean there = front.stream()
                        .anyMatch(other -> other.bytes() == point.bytes() && other.score() == point.score());
                if (!point.isExploit()) {
                    assertThat(there).as("%s of %s", point, points).isNotEqualTo(beaten);
                }
            }
            assertThat(points).containsAll(front);
            assertThat(front).noneMatch(RdPoint::isExploit);
        }
    }

    private static boolean beats(RdPoint one, RdPoint other) {
        boolean least = one.bytes() <= other.bytes() && one.score() <= other.score();
        return !one.isExploit() && least && (one.bytes() < other.bytes() || one.score() < other.score());
    }

    @Test
    void an_exploit_is_recorded_in_table_and_csv_and_named_best_nowhere() {
        assertThat(RdText.table(withExploit(), "bundled score").lines())
                .filteredOn(line -> line.contains("e.zip"))
                .singleElement()
                .asString()
                .endsWith("exploit")
                .doesNotContain("*");
        assertThat(RdText.csv(withExploit(), RdPoints.RATE).lines())
                .filteredOn(line -> line.startsWith("exploit,e.zip"))
                .singleElement()
                .asString()
                .contains(",false,false,");
        assertThat(RdText.targets(withExploit())).isEqualTo(RdText.targets(HONEST));
        assertThat(RdChart.draw(withExploit(), "clip", "score")).isEqualTo(RdChart.draw(HONEST, "clip", "score"));
    }
}
