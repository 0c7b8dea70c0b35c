package org.fovea.interop.qzs3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.HexFormat;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.interop.Mutations;
import org.junit.jupiter.api.Test;

/** Poses and corrections. */
class SmallStreamsTest {
    private static final MaskShape SHAPE = new MaskShape(600, 384, 512, 5);

    @Test
    void poses_are_sums_of_differences() {
        // 0x0400, then −1, +1, +100, −64 as zigzag LEB128.
        PoseTrack poses = PoseStream.read(hex("515031 0004 01 02 c801 7f"), 5);
        assertThat(poses.dimensions()).isEqualTo(6);
        assertThat(poses.columns()).hasSize(1);
        assertThat(poses.columns().getFirst().codes()).containsExactly(1024, 1023, 1024, 1124, 1060);
        assertThat(poses.pose(1)).containsExactly(1023 / 512f + 20f, 0, 0, 0, 0, 0);
    }

    @Test
    void damaged_poses_are_named() {
        byte[] good = hex("515031 0004 01 02 c801 7f");
        Mutations.truncate(good, good.length, data -> PoseStream.read(data, 5));
        Mutations.run(good, 4, data -> PoseStream.read(data, 5));
        assertPoses("515031 0004 01 02 c801 7f", 4, "too many");
        assertPoses("515031 0004 01 02 c801 7f", 6, "truncated");
        assertPoses("515032 0004 01 02 c801 7f", 5, "QP1");
        assertPoses("515031 0004 feffff03", 2, "over the limit");
        assertPoses("515031 ffff feff7f", 2, "out of range");
        assertPoses("515031 0004 01", 2_000_000_000, "truncated");
    }

    @Test
    void tile_actions_are_grouped_by_tile() {
        TileActions tiles = TileActionStream.read(hex("bf01 02 05 6b 00 00 03 01 d704 09"), SHAPE);
        assertThat(tiles)
                .isEqualTo(new TileActions(
                        TileActions.QZS3,
                        List.of(new TileAction(191, 5, 107), new TileAction(191, 5, 0), new TileAction(3, 599, 9))));
        assertThat(TileActionStream.read(hex("534732 bf01 02 05 6b 00 00 03 01 d704 09"), SHAPE))
                .isEqualTo(tiles);
        assertThat(TileActionStream.read(new byte[0], SHAPE).actions()).isEmpty();
    }

    @Test
    void damaged_tile_actions_are_named() {
        assertTiles("c001 01 05 6b", "over the limit");
        assertTiles("03 01 d804 09", "over the limit");
        assertTiles("03 02 d704 09 01 09", "over the limit");
        assertTiles("03 01 05 6c", "tile action 108");
        assertTiles("03 02 05 6b", "");
        assertTiles("03", "truncated");
        byte[] good = hex("bf01 02 05 6b 00 00 03 01 d704 09");
        Mutations.run(good, 4, data -> TileActionStream.read(data, SHAPE));
    }

    @Test
    void router_actions_have_three_bits() {
        RouterActions router = RouterActionStream.read(hex("88c6fa 05"), 9);
        assertThat(router.actions()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 5);
        assertThrown(
                FormatException.class, () -> RouterActionStream.read(hex("88c6fa 05"), 12), "5 expected for 12 pairs");
        assertThrown(FormatException.class, () -> RouterActionStream.read(hex("88c6fa 0d"), 9), "spare bits");
    }

    private static void assertPoses(String hex, int pairs, String reason) {
        assertThrown(FormatException.class, () -> PoseStream.read(hex(hex), pairs), "poses", reason);
    }

    private static void assertTiles(String hex, String reason) {
        assertThrown(FormatException.class, () -> TileActionStream.read(hex(hex), SHAPE), "tiles", reason);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
