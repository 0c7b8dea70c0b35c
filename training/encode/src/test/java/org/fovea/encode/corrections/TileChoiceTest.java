package org.fovea.encode.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileCoder;
import org.junit.jupiter.api.Test;

class TileChoiceTest {
    private static final int PAIRS = 40;
    private static final int TILES = 48;
    private static final double PIXEL = 1e-5;
    private static final double BYTE = 1e-4;

    private static TileSearch.Kept kept(int tile, int pair, int action, int pixels) {
        return new TileSearch.Kept(new TileAction(tile, pair, action), pixels);
    }

    @Test
    void edits_and_kinds_that_do_not_pay_are_left_out() {
        List<TileSearch.Kept> all = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            all.add(kept(pair % 5, pair, 6, 60));
        }
        all.add(kept(7, 3, 6, 1));
        // More than an edit of a known kind costs, less than a kind of its own.
        all.add(kept(30, 20, 91, 22));
        TileChoice choice = new TileChoice(PAIRS, TILES, PIXEL, BYTE);
        List<TileSearch.Kept> chosen = choice.choose(List.of(), all);
        assertThat(chosen).hasSize(PAIRS).allMatch(one -> one.action().action() == 6);
        TileActions actions = new TileActions(TileActions.QZS3, TileChoice.sorted(List.of(), chosen));
        double points = BYTE * (7 + TileCoder.encode(actions, PAIRS, TILES).length) - PAIRS * 60 * PIXEL;
        assertThat(choice.points(List.of(), chosen)).isEqualTo(points);
    }

    @Test
    void where_nothing_pays_nothing_stays() {
        TileChoice choice = new TileChoice(PAIRS, TILES, PIXEL, 1);
        assertThat(choice.choose(List.of(), List.of(kept(1, 2, 3, 500)))).isEmpty();
        assertThat(choice.choose(List.of(), List.of())).isEmpty();
    }
}
