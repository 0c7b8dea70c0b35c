package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;

/** Archives of the robust track. */
class VideoArchiveTest {
    private static final FilterFamily.Layout LAYOUT = new FilterFamily.Layout(2, 5, List.of(1, 2, 1));
    private static final CodedShape SHAPE = CodedShape.ofPictures(7, 30, 42);

    @Test
    void reads_back_exactly_what_it_wrote() {
        VideoContent content = content(Optional.of(LAYOUT));
        VideoContent read = ArchiveFile.open(ArchiveFile.zipped(ArchiveFile.encode(content)))
                .video();
        assertThat(read).isEqualTo(content);
        assertThat(read.header().filter()).contains(LAYOUT);
        VideoContent plain = content(Optional.empty());
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(plain));
        assertThat(ArchiveFile.open(file).video()).isEqualTo(plain);
        // ZIP, container, header, checksum, section picture with its header, header of section video
        assertThat(file.length - plain.video().stream().length).isEqualTo(100 + 6 + 7 + 4 + 7 + 6 + 8);
    }

    /** A change is a change of the format. */
    @Test
    void golden_archive_is_unchanged() {
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content(Optional.of(LAYOUT))));
        assertThat(Sha256.of(file).substring(0, 16)).isEqualTo("beb9e1a245990a55");
    }

    @Test
    void parts_that_disagree_about_a_filter_are_refused() {
        VideoContent content = content(Optional.of(LAYOUT));
        Archive whole = ArchiveFile.encode(content);
        Archive without = new Archive(
                whole.header(),
                whole.sections().stream()
                        .filter(section -> section.kind() != SectionKind.WEIGHTS.id())
                        .toList());
        assertThrown(FormatException.class, () -> file(without).video(), "the archive has no section weights");
        PictureRule plain = new PictureRule(8, Enlargement.LANCZOS, false);
        List<Section> sections = new ArrayList<>(whole.sections());
        sections.set(0, Section.required(SectionKind.PICTURE, 1, plain.toBytes()));
        assertThrown(
                FormatException.class,
                () -> file(new Archive(whole.header(), sections)).video(),
                "do not agree about a filter");
    }

    @Test
    void masks_and_videos_are_not_taken_for_each_other() {
        Archive video = ArchiveFile.encode(content(Optional.empty()));
        assertThrown(FormatException.class, () -> file(video).content(), "holds a video");
        assertThrown(FormatException.class, () -> file(video).masks());
        MaskShape masks = new MaskShape(2, 8, 8, 5);
        Archive renderer = new Archive(new ArchiveHeader(8, 8, masks, 1, List.of(8, 10, 4)), List.of());
        assertThrown(FormatException.class, () -> file(renderer).video(), "holds no video");
        assertThrown(IllegalArgumentException.class, () -> new ArchiveHeader(8, 8, masks, FilterFamily.ID, List.of()));
    }

    @Test
    void filter_parameters_out_of_range_are_damage() {
        ArchiveHeader good =
                ArchiveHeader.ofVideo(64, 48, SHAPE, Optional.of(new FilterFamily.Layout(1, 8, List.of(1, 16))));
        List<Integer> parameters = new ArrayList<>(good.parameters());
        parameters.replaceAll(parameter -> parameter == 16 ? 17 : parameter);
        ArchiveHeader bad = new ArchiveHeader(64, 48, good.coded(), good.family(), parameters);
        assertThrown(FormatException.class, bad::filter, "header", "dilation 17");
    }

    private static ArchiveFile file(Archive archive) {
        return ArchiveFile.open(archive.toBytes());
    }

    private static VideoContent content(Optional<FilterFamily.Layout> filter) {
        Random random = new Random(23);
        byte[] stream = new byte[300];
        random.nextBytes(stream);
        ArchiveHeader header = ArchiveHeader.ofVideo(64, 48, SHAPE, filter);
        Optional<WeightSet> weights = filter.map(layout -> weights(header.tensors(), random));
        PictureRule rule = new PictureRule(8, Enlargement.LANCZOS, filter.isPresent());
        return new VideoContent(header, new CodedVideo(stream), rule, weights);
    }

    /** Kernels of 8 bits, a range for each output channel; the rest halves. */
    private static WeightSet weights(List<TensorSpec> specs, Random random) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : specs) {
            int rows = spec.shape().getFirst();
            int[] codes = random.ints(spec.count(), 0, 256).toArray();
            short[] minimums = new short[rows];
            short[] steps = new short[rows];
            Arrays.fill(minimums, Float.floatToFloat16(-0.1f));
            Arrays.fill(steps, Float.floatToFloat16(0.2f / 255));
            short[] halves = new short[spec.count()];
            for (int i = 0; i < halves.length; i++) {
                halves[i] = Float.floatToFloat16(random.nextFloat() - 0.5f);
            }
            tensors.add(
                    spec.shape().size() == 4
                            ? new CodedTensor(spec.name(), spec.shape(), 8, minimums, steps, codes)
                            : new HalfTensor(spec.name(), spec.shape(), halves));
        }
        return new WeightSet(tensors);
    }
}
