package org.fovea.encode.colours;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoseSearchTest {
    @Test
    void finds_the_bottom_of_a_bowl() {
        int[] found = new PoseSearch(new int[] {16, 16}, 200)
                .minimise(new int[2], code -> Math.pow(code[0] - 37, 2) + Math.pow(code[1] + 5 + 0.1 * code[0], 2));
        assertThat(found).containsExactly(37, -9);
    }

    @Test
    void asks_no_more_often_than_it_may_and_never_ends_worse_than_it_began() {
        int[] asked = new int[1];
        int[] found = new PoseSearch(new int[] {8}, 7).minimise(new int[] {3}, code -> {
            asked[0]++;
            return Math.abs(code[0] - 1000);
        });
        assertThat(asked[0]).isLessThanOrEqualTo(7);
        assertThat(Math.abs(found[0] - 1000)).isLessThanOrEqualTo(997);
    }
}
