package org.fovea.interop.qzs3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.QzsFamily.Widths;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.interop.Mutations;
import org.fovea.interop.qzs3.Qzs3Layout.Part;
import org.fovea.interop.qzs3.Qzs3Layout.Segment;
import org.junit.jupiter.api.Test;

class Qzs3RendererTest {
    @Test
    void the_layout_has_the_published_lengths() {
        Qzs3Layout layout = new Qzs3Layout(Qzs3Renderer.PUBLISHED_WIDTHS, 5, 32);
        assertThat(bytes(layout, Segment.PACKED)).isEqualTo(38_032);
        assertThat(bytes(layout, Segment.SCALES)).isEqualTo(4_754);
        assertThat(bytes(layout, Segment.BIAS)).isEqualTo(2_284);
        assertThat(bytes(layout, Segment.DENSE_FP)).isEqualTo(3_104);
        assertThat(bytes(layout, Segment.FP_WEIGHT)).isEqualTo(684);
        assertThat(bytes(layout, Segment.QV)).isEqualTo(10_424);
        assertThat(Qzs3Layout.bytes(layout.nativeOrder())).isEqualTo(59_288 - 6);
    }

    @Test
    void both_forms_give_the_same_tensors() {
        SyntheticRenderer synthetic = new SyntheticRenderer(7);
        Qzs3Renderer whole = Qzs3Renderer.read(synthetic.undivided());
        List<byte[]> streams = synthetic.divided();
        Qzs3Renderer divided = Qzs3Renderer.readDivided(streams.get(0), streams.get(1), streams.get(2));
        assertThat(divided).isEqualTo(whole);
        assertThat(whole.tensors())
                .extracting(QuantisedTensor::name)
                .containsExactlyElementsOf(new QzsFamily()
                        .tensors(whole.widths().parameters(), 5).stream()
                                .map(TensorSpec::name)
                                .toList());
    }

    @Test
    void other_widths_are_read_where_they_are_known() {
        Widths widths = new Widths(10, 22, 6);
        byte[] data = new SyntheticRenderer(8, widths, 3).undivided();
        Qzs3Renderer renderer = Qzs3Renderer.read(data, widths, 3);
        assertThat(renderer.tensors().getFirst().shape()).containsExactly(3, 6);
        assertThrown(
                FormatException.class,
                () -> Qzs3Renderer.read(data),
                data.length + " bytes",
                "widths 56, 64, 52 with 5 classes has 59288");
    }

    @Test
    void numbers_come_from_their_places() {
        byte[] data = new SyntheticRenderer(9).undivided();
        // The first FP4 tensor is shared_trunk.stem_conv.dw.weight: 72 codes, three scales.
        data[6] = (byte) 0xf1;
        data[6 + 38_032] = 0x00;
        data[6 + 38_032 + 1] = 0x3c;
        // The first coded tensor is pose_mlp.2.weight: 48 pairs of halves, then ten bits per code.
        int coded = 59_288 - 10_424;
        data[coded + 192] = (byte) 0xab;
        data[coded + 193] = (byte) 0xcd;
        data[coded + 194] = (byte) 0xef;
        Qzs3Renderer renderer = Qzs3Renderer.read(data);
        Fp4Tensor fp4 = (Fp4Tensor) tensor(renderer, "shared_trunk.stem_conv.dw.weight");
        assertThat(fp4.codes()).startsWith(15, 1);
        assertThat(fp4.dequantise()).startsWith(-6f, 0.5f);
        CodedTensor codes = (CodedTensor) tensor(renderer, "pose_mlp.2.weight");
        assertThat(codes.perRow()).isTrue();
        assertThat(codes.codes()).startsWith(0x1ab, 0x3f3);
    }

    @Test
    void damage_is_named() {
        byte[] data = new SyntheticRenderer(10).undivided();
        assertRefused(Arrays.copyOf(data, data.length + 1), 59_288, "59289 bytes");
        assertRefused(Arrays.copyOf(data, data.length - 1), 59_287, "59287 bytes");
        byte[] block = data.clone();
        block[4] = 33;
        assertRefused(block, 4, "block size 33");
        byte[] magic = data.clone();
        magic[3] = '4';
        assertRefused(magic, 0, "QZS3");
        byte[] padding = data.clone();
        padding[6 + 47] = 1;
        assertRefused(padding, 6 + 48, "padding");
        byte[] infinite = data.clone();
        infinite[6 + 38_032 + 1] = 0x7c;
        assertRefused(infinite, 6 + 38_032 + 2, "infinite");
    }

    @Test
    void mutations_are_read_or_refused() {
        byte[] data = new SyntheticRenderer(11).undivided();
        Mutations.run(data, 4, Mutations.COUNT / 2, Qzs3Renderer::read);
        Mutations.truncate(data, 200, Qzs3Renderer::read);
        List<byte[]> streams = new SyntheticRenderer(11).divided();
        Mutations.run(
                streams.get(2),
                4,
                Mutations.COUNT / 4,
                rest -> Qzs3Renderer.readDivided(streams.get(0), streams.get(1), rest));
        Mutations.run(
                streams.get(1),
                4,
                Mutations.COUNT / 4,
                scales -> Qzs3Renderer.readDivided(streams.get(0), scales, streams.get(2)));
    }

    private static void assertRefused(byte[] data, long offset, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> Qzs3Renderer.read(data))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    private static QuantisedTensor tensor(Qzs3Renderer renderer, String name) {
        return renderer.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long bytes(Qzs3Layout layout, Segment segment) {
        return layout.nativeOrder().stream()
                .filter(part -> part.segment() == segment)
                .mapToLong(Part::bytes)
                .sum();
    }
}
