package org.fovea.codec.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.fovea.codec.FormatException;
import org.fovea.codec.StreamChecks;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;
import org.junit.jupiter.api.Test;

class TileCoderTest {
    private static final int PAIRS = 600;
    private static final int TILES = 192;

    @Test
    void actions_in_every_order_come_back() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int pairs = 1 + random.nextInt(round % 2 == 0 ? 5 : 2000);
            int tiles = 1 + random.nextInt(round % 3 == 0 ? 4 : 300);
            int count = random.nextInt(60);
            List<TileAction> actions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                actions.add(new TileAction(random.nextInt(tiles), random.nextInt(pairs), random.nextInt(256)));
            }
            if (round % 4 == 1) {
                actions = sorted(actions);
            }
            if (round % 4 == 2 && !actions.isEmpty()) {
                actions.addAll(List.copyOf(actions));
            }
            TileActions tile = new TileActions(random.nextInt() >>> 1 + random.nextInt(31), actions);
            assertThat(TileCoder.decode(TileCoder.encode(tile, pairs, tiles), pairs, tiles))
                    .isEqualTo(tile);
        }
    }

    @Test
    void every_tile_of_every_pair_comes_back() {
        List<TileAction> actions = new ArrayList<>();
        for (int tile = 0; tile < 9; tile++) {
            for (int pair = 0; pair < 300; pair++) {
                actions.add(new TileAction(tile, pair, 255));
            }
        }
        TileActions all = new TileActions(1, actions);
        byte[] stream = TileCoder.encode(all, 300, 9);
        assertThat(stream).hasSizeLessThan(300);
        assertThat(TileCoder.decode(stream, 300, 9)).isEqualTo(all);
    }

    @Test
    void clusters_cost_less_than_scattered_actions_and_those_less_than_unordered_ones() {
        TileActions clustered = clustered();
        SplittableRandom random = new SplittableRandom(2);
        List<TileAction> scattered = new ArrayList<>();
        for (TileAction action : clustered.actions()) {
            scattered.add(new TileAction(random.nextInt(TILES), random.nextInt(PAIRS), action.action()));
        }
        List<TileAction> shuffled = new ArrayList<>(scattered);
        Collections.shuffle(shuffled, new Random(3));
        int together = TileCoder.encode(clustered, PAIRS, TILES).length;
        int apart = TileCoder.encode(new TileActions(1, sorted(scattered)), PAIRS, TILES).length;
        int unordered = TileCoder.encode(new TileActions(1, shuffled), PAIRS, TILES).length;
        assertThat(together).isLessThan(apart * 85 / 100);
        assertThat(apart).isLessThan(unordered * 90 / 100);
    }

    @Test
    void actions_outside_the_clip_are_refused() {
        TileActions actions = new TileActions(1, List.of(new TileAction(3, 4, 5)));
        assertThatThrownBy(() -> TileCoder.encode(actions, 4, 9)).hasMessageContaining("outside 4 pairs");
        assertThatThrownBy(() -> TileCoder.encode(actions, 5, 3)).hasMessageContaining("of 3 tiles");
    }

    @Test
    void too_many_actions_are_refused_on_both_sides() {
        List<TileAction> actions = new ArrayList<>(Collections.nCopies(TileCoder.MAX_ACTIONS, new TileAction(3, 4, 5)));
        TileActions most = new TileActions(1, actions);
        assertThat(TileCoder.decode(TileCoder.encode(most, PAIRS, TILES), PAIRS, TILES))
                .isEqualTo(most);
        actions.add(new TileAction(3, 4, 5));
        assertThrown(
                IllegalArgumentException.class,
                () -> TileCoder.encode(new TileActions(1, actions), PAIRS, TILES),
                "at most 65536");
        // Table 0, greatest action 0, any order, then a count of one too many.
        BinaryEncoder encoder = new BinaryEncoder();
        BitChannel channel = BitChannel.to(encoder);
        channel.codeRaw(0, 1);
        new AdaptiveNumber().code(channel, 0);
        channel.codeRaw(0, 8);
        channel.code(0, 0.9);
        new AdaptiveNumber().code(channel, TileCoder.MAX_ACTIONS + 1);
        byte[] stream = encoder.finish();
        assertThrown(FormatException.class, () -> TileCoder.decode(stream, PAIRS, TILES), "65537 actions");
    }

    @Test
    void only_actions_that_occur_cost() {
        List<TileAction> few = new ArrayList<>();
        for (TileAction action : clustered().actions()) {
            few.add(new TileAction(action.tile(), action.pair(), new int[] {6, 31, 77, 104}[action.action() % 4]));
        }
        TileActions actions = new TileActions(1, few);
        byte[] stream = TileCoder.encode(actions, PAIRS, TILES);
        assertThat(TileCoder.decode(stream, PAIRS, TILES)).isEqualTo(actions);
        // Two bits an action and a list of four instead of 6.7 bits.
        assertThat(stream).hasSizeLessThan(TileCoder.encode(clustered(), PAIRS, TILES).length - few.size() / 2);
        assertThat(StreamChecks.hash(stream)).isEqualTo("0608c5796390753f");
    }

    /** A change of this stream is a change of the format. */
    @Test
    void stream_is_as_ever() {
        byte[] stream = TileCoder.encode(clustered(), PAIRS, TILES);
        assertThat(stream).hasSize(217);
        assertThat(StreamChecks.hash(stream)).isEqualTo("936baebf33303be8");
        List<TileAction> reversed = new ArrayList<>(clustered().actions());
        Collections.reverse(reversed);
        stream = TileCoder.encode(new TileActions(1, reversed), PAIRS, TILES);
        assertThat(stream).hasSize(312);
        assertThat(StreamChecks.hash(stream)).isEqualTo("0b919d7b60446fea");
    }

    private static List<TileAction> sorted(List<TileAction> actions) {
        TreeSet<Integer> seen = new TreeSet<>();
        List<TileAction> sorted = new ArrayList<>();
        for (TileAction action : actions) {
            if (seen.add(action.tile() * 65_536 + action.pair())) {
                sorted.add(action);
            }
        }
        sorted.sort((a, b) -> Integer.compare(a.tile() * 65_536 + a.pair(), b.tile() * 65_536 + b.pair()));
        return sorted;
    }

    /** Actions in neighbouring tiles and pairs, as a search for corrections finds them. */
    private static TileActions clustered() {
        SplittableRandom random = new SplittableRandom(6);
        List<TileAction> actions = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int tile = 84 + random.nextInt(8);
            int pair = random.nextInt(4) == 0 ? random.nextInt(PAIRS) : 480 + random.nextInt(110);
            actions.add(new TileAction(tile, pair, random.nextInt(108)));
        }
        return new TileActions(TileActions.QZS3, sorted(actions));
    }
}
