package org.fovea.codec.correction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.fovea.codec.StreamChecks;
import org.junit.jupiter.api.Test;

class RouterCoderTest {
    @Test
    void actions_of_every_kind_come_back() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            byte[] actions = new byte[random.nextInt(round < 20 ? 3 : 300)];
            int symbols = 1 + random.nextInt(128);
            int repeat = 1 + random.nextInt(10);
            for (int i = 0; i < actions.length; i++) {
                boolean fresh = i == 0 || random.nextInt(repeat) == 0;
                actions[i] = fresh ? (byte) random.nextInt(symbols) : actions[i - 1];
            }
            int table = random.nextInt() >>> 1 + random.nextInt(31);
            RouterActions router = new RouterActions(round % 2 == 0 ? table : RouterActions.EDITS, actions);
            assertThat(RouterCoder.decode(RouterCoder.encode(router), actions.length))
                    .isEqualTo(router);
        }
    }

    @Test
    void structure_is_found() {
        byte[] cycle = new byte[600];
        byte[] rare = new byte[600];
        for (int i = 0; i < 600; i++) {
            cycle[i] = (byte) (i % 5);
        }
        rare[77] = 3;
        assertThat(RouterCoder.encode(new RouterActions(1, new byte[600]))).hasSizeLessThanOrEqualTo(2);
        assertThat(RouterCoder.encode(new RouterActions(1, rare))).hasSizeLessThanOrEqualTo(6);
        assertThat(RouterCoder.encode(new RouterActions(1, cycle))).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void only_edits_that_occur_cost() {
        byte[] actions = new byte[110];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 110; i++) {
            actions[i] = new byte[] {0, 0, 0, 17, 98, 104}[random.nextInt(6)];
        }
        RouterActions edits = new RouterActions(RouterActions.EDITS, actions);
        byte[] stream = RouterCoder.encode(edits);
        assertThat(RouterCoder.decode(stream, 110)).isEqualTo(edits);
        // 27 bytes of entropy; with all numbers up to 104 in the alphabet it takes 35.
        assertThat(stream).hasSizeLessThanOrEqualTo(32);
        assertThat(StreamChecks.hash(stream)).isEqualTo("8572e31c6ec93a64");
    }
}
