package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.encode.masks.SpecksTest.frame;

import java.util.List;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.measure.PixelWorth;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final MaskShape SHAPE = new MaskShape(2, 5, 12, 3);

    @Test
    void pieces_are_connected_across_corners() {
        byte[] before = new byte[SHAPE.pixels()];
        byte[] after = frame(
                "000000000000", //
                "011000000020",
                "000100000000",
                "000000000000",
                "000000000002");
        List<Proposal> pieces = Proposal.between(SHAPE, 1, before, after);
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(0).pixels()).containsExactlyInAnyOrder(13, 14, 27);
        assertThat(pieces.get(1).to()).containsExactly(2);
        pieces.forEach(piece -> piece.apply(before));
        assertThat(before).isEqualTo(after);
    }

    @Test
    void pixels_belong_to_the_nearest_proposal_within_reach() {
        Nearest nearest = new Nearest(SHAPE.height(), SHAPE.width());
        Nearest.Numbered left = new Nearest.Numbered(7, new Proposal(0, new int[] {24}, new byte[1]));
        Nearest.Numbered right = new Nearest.Numbered(3, new Proposal(0, new int[] {30}, new byte[1]));
        int[] labels = nearest.labels(List.of(left), List.of(right), 4);
        assertThat(labels[24]).isEqualTo(7);
        assertThat(labels[27]).isEqualTo(7);
        assertThat(labels[28]).isEqualTo(3);
        assertThat(labels[34]).isEqualTo(3);
        assertThat(labels[35]).isEqualTo(-1);
        assertThat(labels[0]).isEqualTo(7);
        assertThat(nearest.labels(List.of(right), List.of(left), 4)[27]).isEqualTo(3);
    }

    @Test
    void emphasis_pushes_the_boundary_beyond_what_is_wanted() {
        byte[] wanted = frame(
                "000000111111", //
                "000000111111",
                "000000111111",
                "000000111111",
                "000000111111");
        byte[] seen = wanted.clone();
        seen[12 + 6] = 0;
        seen[24 + 6] = 0;
        seen[36 + 6] = 0;
        OverCorrection emphasis = new OverCorrection(SHAPE);
        List<Proposal> found = emphasis.proposals(0, wanted, wanted, seen, List.of());
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().pixels()).containsExactlyInAnyOrder(12 + 5, 24 + 5, 36 + 5);
        assertThat(found.getFirst().to()).containsOnly(1);
        // Beside a flip that is tried at the same time nothing could be told apart.
        Proposal other = new Proposal(0, new int[] {24 + 3}, new byte[1]);
        assertThat(emphasis.proposals(0, wanted, wanted, seen, List.of(other))).isEmpty();
    }

    @Test
    void expected_losses_depend_on_what_is_seen() {
        byte[] wanted = {1, 1};
        byte[] mask = {1, 1};
        byte[] seen = {1, 0};
        ExpectedLoss loss = new ExpectedLoss(wanted, mask, seen, new double[0]);
        assertThat(loss.of(0, 1)).isZero();
        assertThat(loss.of(1, 0)).isLessThan(loss.of(0, 0));
        double[] worth = {0.5, 3};
        assertThat(new ExpectedLoss(wanted, mask, seen, worth).of(0, 0)).isEqualTo(3 * loss.of(0, 0));
    }

    @Test
    void what_is_seen_wrong_counts_by_its_class_in_the_original() {
        MaskTensor wanted = new MaskTensor(new MaskShape(1, 1, 4, 2), new byte[] {0, 0, 0, 1});
        PixelWorth worth = PixelWorth.of(List.of(1.0, 5.0), wanted);
        Seen seen = Seen.of(wanted.frame(0), new byte[] {0, 1, 0, 0}, worth, 0, 0);
        assertThat(seen.wrong()).hasSize(2);
        assertThat(seen.worth()).containsExactly(0.5, 2.5);
        assertThat(seen.lost()).isEqualTo(3);
    }
}
