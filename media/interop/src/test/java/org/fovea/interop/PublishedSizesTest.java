package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.RouterCoder;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileCoder;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.DeadColumns;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the published numbers cost in Fovea's own coding. */
class PublishedSizesTest {
    private static final int TILES = (384 / 32) * (512 / 32);

    @Test
    @Tag("slow")
    void weights() {
        RendererContent content = content("pr77_payload.bin");
        List<TensorSpec> specs = content.header().tensors();
        List<QuantisedTensor> tensors = content.weights().tensors();
        byte[] stream = WeightCoder.encode(tensors, specs);
        assertThat(stream).hasSizeLessThanOrEqualTo(53_664);
        assertThat(WeightCoder.decodeSet(stream, specs).tensors()).isEqualTo(tensors);
        String matrix = new QzsFamily().poseMatrix().orElseThrow();
        List<QuantisedTensor> dropped = DeadColumns.drop(tensors, matrix, content.poses());
        stream = WeightCoder.encode(dropped, specs);
        assertThat(stream).hasSizeLessThanOrEqualTo(53_272);
        assertThat(WeightCoder.decodeSet(stream, specs).tensors()).isEqualTo(dropped);
    }

    @Test
    void poses() {
        PoseTrack poses = content("pr77_payload.bin").poses();
        byte[] stream = PoseCoder.encode(poses);
        assertThat(stream).hasSizeLessThanOrEqualTo(811);
        assertThat(PoseCoder.decode(stream, poses.pairs(), poses.dimensions())).isEqualTo(poses);
    }

    @Test
    void tile_actions() {
        TileActions tiles = content("pr77_payload.bin").tiles().orElseThrow();
        byte[] stream = TileCoder.encode(tiles, 600, TILES);
        assertThat(stream).hasSizeLessThanOrEqualTo(247);
        assertThat(TileCoder.decode(stream, 600, TILES)).isEqualTo(tiles);
    }

    @Test
    void router_actions() {
        RouterActions router = content("seed_layout.zip").router().orElseThrow();
        byte[] stream = RouterCoder.encode(router);
        assertThat(stream).hasSizeLessThanOrEqualTo(216);
        assertThat(RouterCoder.decode(stream, 600)).isEqualTo(router);
    }

    private static RendererContent content(String name) {
        return SharedData.open(name).renderer();
    }
}
