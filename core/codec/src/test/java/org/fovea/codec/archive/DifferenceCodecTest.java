package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.DifferenceCoder;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;

class DifferenceCodecTest extends SectionCodecContract<WeightSet> {
    private static final int BITS = 6;

    private static final ArchiveHeader HEADER = header(12);
    private static final byte[] FILE = BaseFile.encode(content(new WeightSet(base(HEADER))));
    private static final WeightBase BASE = BaseFile.parse(FILE).weights();

    DifferenceCodecTest() {
        super(SectionCodecs.DIFFERENCES, "2fa3f8b7341d4361", header(8));
    }

    @Override
    List<Sample<WeightSet>> samples() {
        return List.of(sample("some", 0.2), sample("none", 0), sample("all", 1));
    }

    @Override
    WeightSet decode(byte[] stream, ArchiveHeader header) {
        return DifferenceCoder.decode(stream, header.tensors(), BASE);
    }

    @Override
    int truncationStep() {
        return 7;
    }

    @Override
    ArchiveHeader hugeHeader() {
        return header(100);
    }

    private static Sample<WeightSet> sample(String name, double share) {
        return new Sample<>(name, HEADER, changed(share));
    }

    private static WeightSet changed(double share) {
        Random random = new Random(8);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (CodedTensor tensor : BASE.tensors()) {
            int[] codes = tensor.codes().clone();
            for (int i = 0; i < codes.length; i++) {
                if (random.nextDouble() < share) {
                    codes[i] = Math.clamp(codes[i] + Math.round(2 * random.nextGaussian()), 0, (1 << BITS) - 1);
                }
            }
            tensors.add(new CodedTensor(tensor.name(), tensor.shape(), BITS, tensor.minimums(), tensor.steps(), codes));
        }
        return new WeightSet(tensors).on(BASE);
    }

    @Test
    void weights_that_are_the_base_cost_next_to_nothing_and_few_differences_little() {
        int reference = 34;
        int none = SectionCodecs.DIFFERENCES.encode(changed(0), HEADER).length - reference;
        int few = SectionCodecs.DIFFERENCES.encode(changed(0.02), HEADER).length - reference;
        int whole = SectionCodecs.WEIGHTS.encode(changed(0).alone(), HEADER).length;
        long weights = changed(0).count();
        assertThat(none).as("bytes for %d weights", weights).isLessThan(30);
        assertThat(few).as("of %d bytes", whole).isLessThan(whole / 8);
    }

    @Test
    void an_archive_says_which_base_it_needs_and_is_whole_with_it() {
        WeightSet weights = changed(0.1);
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content(weights), new ClassMaskCodec()));
        ArchiveFile archive = ArchiveFile.open(file);
        assertThat(archive.base()).contains(BASE.reference());
        assertThat(archive.ledger().entries()).isNotEmpty();
        assertThrown(FormatException.class, archive::content, BASE.reference().sha256(), "--base");
        assertThat(archive.with(BASE).content().tensors()).isEqualTo(weights.tensors());
        assertThat(archive.with(BASE).ledger().fileBytes()).isEqualTo(file.length);
        Archive whole = archive.with(BASE).whole();
        ArchiveFile alone = ArchiveFile.open(ArchiveFile.zipped(whole));
        assertThat(alone.base()).isEmpty();
        assertThat(alone.content().tensors()).isEqualTo(weights.tensors());
        WeightBase other = new WeightBase(new WeightBase.Reference(1, "0".repeat(64)), BASE.tensors());
        assertThrown(FormatException.class, () -> archive.with(other).content(), "needs the base of");
    }

    @Test
    void a_network_far_from_its_base_is_stored_whole() {
        Random random = new Random(9);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (CodedTensor tensor : BASE.tensors()) {
            int[] codes = random.ints(tensor.codes().length, 0, 1 << BITS).toArray();
            tensors.add(new CodedTensor(tensor.name(), tensor.shape(), BITS, tensor.minimums(), tensor.steps(), codes));
        }
        WeightSet far = new WeightSet(tensors).on(BASE);
        ArchiveFile archive =
                ArchiveFile.open(ArchiveFile.zipped(ArchiveFile.encode(content(far), new ClassMaskCodec())));
        assertThat(archive.base()).isEmpty();
        assertThat(archive.content().tensors()).isEqualTo(tensors);
    }

    @Test
    void a_base_is_a_file_of_weights_alone() {
        BaseFile base = BaseFile.parse(FILE);
        assertThat(base.header().parameters()).isEqualTo(HEADER.parameters());
        assertThat(base.weights().reference().bytes()).isEqualTo(FILE.length);
        assertThatThrownBy(() -> ArchiveFile.open(FILE).content()).hasMessageContaining("this is a base");
        byte[] archive =
                ArchiveFile.encode(content(changed(0)), new ClassMaskCodec()).toBytes();
        assertThrown(FormatException.class, () -> BaseFile.parse(archive), "this is no base");
        for (int length = 0; length < FILE.length; length++) {
            byte[] cut = Arrays.copyOf(FILE, length);
            assertThrown(FormatException.class, () -> BaseFile.parse(cut));
        }
    }

    @Test
    void a_base_of_wide_codes_is_refused_since_each_difference_may_take_a_decision_for_each_code() {
        List<QuantisedTensor> wide = new ArrayList<>();
        for (CodedTensor tensor : BASE.tensors()) {
            wide.add(new CodedTensor(
                    tensor.name(), tensor.shape(), 9, tensor.minimums(), tensor.steps(), tensor.codes()));
        }
        WeightSet weights = new WeightSet(wide);
        assertThrown(IllegalArgumentException.class, () -> BaseFile.encode(content(weights)), "at most 8 bits");
        ArchiveHeader header = BaseFile.parse(FILE).header();
        SectionCodec<WeightSet> codec = SectionCodecs.WEIGHTS;
        byte[] file = new Archive(
                        header,
                        List.of(Section.required(SectionKind.WEIGHTS, codec.id(), codec.encode(weights, header))))
                .toBytes();
        assertThrown(FormatException.class, () -> BaseFile.parse(file), "at most 8 bits");
    }

    private static RendererContent content(WeightSet weights) {
        int numbers = HEADER.latentDimensions();
        LatentTrack still = new LatentTrack(
                HEADER.pairs(),
                numbers,
                new char[HEADER.pairs() * numbers],
                new float[numbers],
                new float[numbers],
                Optional.empty());
        return new RendererContent(
                HEADER,
                new RendererContent.Source.Latents(still),
                weights,
                new PoseTrack(HEADER.pairs(), HEADER.poseDimensions(), List.of()),
                Optional.empty(),
                Optional.empty());
    }

    private static List<QuantisedTensor> base(ArchiveHeader header) {
        Random random = new Random(7);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            int[] codes = new int[spec.count()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = Math.clamp(32 + Math.round(9 * random.nextGaussian()), 0, (1 << BITS) - 1);
            }
            short[] minimum = {Float.floatToFloat16(-0.8f)};
            short[] step = {Float.floatToFloat16(1.6f / 63)};
            tensors.add(new CodedTensor(spec.name(), spec.shape(), BITS, minimum, step, codes));
        }
        return tensors;
    }

    private static ArchiveHeader header(int channels) {
        LatentFamily.Layout layout = new LatentFamily.Layout(
                4,
                channels,
                2,
                4,
                new LatentFamily.Grid(2, 4, 6),
                new LatentFamily.Grid(2, 3, 4),
                2,
                new LatentFamily.Geometry(3, 40, 30));
        return new ArchiveHeader(96, 64, CodedShape.ofPictures(3, 64, 96), LatentFamily.ID, layout.parameters());
    }
}
