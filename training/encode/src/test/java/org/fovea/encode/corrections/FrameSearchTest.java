package org.fovea.encode.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.RouterCoder;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.render.frame.EditTable;
import org.junit.jupiter.api.Test;

class FrameSearchTest {
    private static final int PAIRS = 50;
    private static final double BYTE = 1e-4;
    private static final int[] ACTIONS = {0, 7, 40, 90};

    /** Action 7 helps every other pair a lot, 40 one pair a little, 90 nobody. */
    private static List<List<Distortion>> costs() {
        SplittableRandom random = new SplittableRandom(2);
        List<List<Distortion>> all = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            double noise = random.nextDouble(1e-4);
            double helped = pair % 2 == 0 ? 0.009 : 0.02;
            double little = pair == 3 ? 0.00999 : 0.02;
            all.add(DoubleStream.of(0.01 + noise, helped, little, 0.02)
                    .mapToObj(wrong -> new Distortion(wrong, 0.1))
                    .toList());
        }
        return all;
    }

    @Test
    void every_kind_of_edit_must_earn_its_place() {
        FrameSearch search = new FrameSearch(100.0 / PAIRS, 1e-3, ScoreFormula.COMMA, BYTE, PAIRS, true);
        FrameSearch.Choice choice = search.choose(costs(), ACTIONS);
        for (int pair = 0; pair < PAIRS; pair++) {
            assertThat(choice.places()[pair]).isEqualTo(pair % 2 == 0 ? 1 : 0);
        }
        double gain = 0;
        for (int pair = 0; pair < PAIRS; pair += 2) {
            List<Distortion> costs = costs().get(pair);
            gain += 100.0 / PAIRS * (costs.get(0).segmentation() - costs.get(1).segmentation());
        }
        RouterActions router = FrameSearch.actions(ACTIONS, choice.places());
        double without = search.choose(costs(), new int[] {0}).points();
        assertThat(without - choice.points())
                .isCloseTo(
                        gain - BYTE * (7 + RouterCoder.encode(router).length),
                        org.assertj.core.api.Assertions.within(1e-9));
        assertThat(router.action(4)).isEqualTo(7);
    }

    @Test
    void where_nothing_pays_nothing_is_chosen() {
        FrameSearch search = new FrameSearch(100.0 / PAIRS, 1e-3, ScoreFormula.COMMA, 1, PAIRS, true);
        assertThat(search.choose(costs(), ACTIONS).places()).containsOnly(0);
        assertThat(search.palette(costs(), ACTIONS, 3)).containsExactly(0);
    }

    @Test
    void the_palette_holds_what_helps() {
        FrameSearch search = new FrameSearch(100.0 / PAIRS, 1e-3, ScoreFormula.COMMA, BYTE, PAIRS, true);
        assertThat(search.palette(costs(), ACTIONS, 1)).containsExactly(0, 7);
    }

    @Test
    void where_poses_follow_only_edits_of_both_frames_are_tried() {
        int[] both = new FrameSearch(1, 1, ScoreFormula.COMMA, 1, 1, false).candidates();
        assertThat(both).hasSize(1 + EditTable.KINDS);
        for (int i = 1; i < both.length; i++) {
            assertThat(EditTable.frames(both[i])).isEqualTo(2);
        }
        assertThat(new FrameSearch(1, 1, ScoreFormula.COMMA, 1, 1, true).candidates())
                .hasSize(EditTable.SIZE);
    }
}
