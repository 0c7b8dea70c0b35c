package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.fovea.codec.video.OutsidePayload;
import org.fovea.codec.video.PictureColour;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.StreamFormat;
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
        for (StreamFormat format : StreamFormat.values()) {
            VideoContent content = content(format, Optional.of(LAYOUT));
            VideoContent read = ArchiveFile.open(ArchiveFile.zipped(ArchiveFile.encode(content)))
                    .video();
            assertThat(read).isEqualTo(content);
            assertThat(read.header().filter()).contains(LAYOUT);
        }
        VideoContent plain = content(StreamFormat.AV1, Optional.empty());
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(plain));
        assertThat(ArchiveFile.open(file).video()).isEqualTo(plain);
        // ZIP, container, header, checksum, section picture with its header, header of section video
        assertThat(file.length - plain.video().stream().length).isEqualTo(100 + 6 + 7 + 4 + 7 + 6 + 8);
    }

    /** A change is a change of the format. */
    @Test
    void golden_archive_is_unchanged() {
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content(StreamFormat.AV1, Optional.of(LAYOUT))));
        assertThat(Sha256.of(file).substring(0, 16)).isEqualTo("beb9e1a245990a55");
    }

    @Test
    void every_byte_stands_in_the_ledger() {
        VideoContent content = content(StreamFormat.AV1, Optional.of(LAYOUT));
        byte[] bytes = ArchiveFile.zipped(ArchiveFile.encode(content));
        ArchiveFile file = ArchiveFile.open(bytes);
        assertThat(file.ledger().fileBytes()).isEqualTo(bytes.length);
        assertThat(file.ledger()).isEqualTo(file.ledger(content));
        assertThat(file.ledger().entries())
                .anySatisfy(entry -> assertThat(entry.section()).isEqualTo("video"));
    }

    @Test
    void damage_is_noticed_wherever_it_is() {
        byte[] bytes = ArchiveFile.encode(content(StreamFormat.AV1, Optional.of(LAYOUT)))
                .toBytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> ArchiveFile.open(damaged).video())
                    .as("byte %d", i)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void parts_that_disagree_about_a_filter_are_refused() {
        VideoContent content = content(StreamFormat.AV1, Optional.of(LAYOUT));
        Archive whole = ArchiveFile.encode(content);
        Archive without = new Archive(
                whole.header(),
                whole.sections().stream()
                        .filter(section -> section.kind() != SectionKind.WEIGHTS.id())
                        .toList());
        assertThatThrownBy(() -> file(without).video())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("the archive has no section weights");
        PictureRule plain = new PictureRule(PictureColour.USUAL, Enlargement.LANCZOS, false);
        List<Section> sections = new ArrayList<>(whole.sections());
        sections.set(0, Section.required(SectionKind.PICTURE, 1, plain.toBytes()));
        assertThatThrownBy(() -> file(new Archive(whole.header(), sections)).video())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("do not agree about a filter");
    }

    @Test
    void masks_and_videos_are_not_taken_for_each_other() {
        Archive video = ArchiveFile.encode(content(StreamFormat.AV1, Optional.empty()));
        assertThatThrownBy(() -> file(video).content())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("holds a video");
        assertThatThrownBy(() -> file(video).masks()).isInstanceOf(FormatException.class);
        MaskShape masks = new MaskShape(2, 8, 8, 5);
        Archive renderer = new Archive(new ArchiveHeader(8, 8, masks, 1, List.of(8, 10, 4)), List.of());
        assertThatThrownBy(() -> file(renderer).video())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("holds no video");
        assertThatThrownBy(() -> new ArchiveHeader(8, 8, masks, FilterFamily.ID, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The idea of the published exploit: hardly any bytes, and everything that matters elsewhere. */
    @Test
    void an_archive_says_what_it_needs_from_outside() {
        OutsidePayload clip = new OutsidePayload(OutsidePayload.Purpose.FRAMES, 37_545_489, "fe".repeat(32));
        ArchiveHeader header =
                ArchiveHeader.ofVideo(1164, 874, CodedShape.ofPictures(600, 874, 1164), Optional.empty());
        byte[] list = SectionCodecs.OUTSIDE.encode(new OutsidePayload.Files(List.of(clip)), header);
        byte[] bytes = ArchiveFile.zipped(
                new Archive(header, List.of(Section.required(SectionKind.OUTSIDE, SectionCodecs.OUTSIDE.id(), list))));
        assertThat(bytes).hasSize(167);
        ArchiveFile file = ArchiveFile.open(bytes);
        assertThat(file.outside()).containsExactly(clip);
        assertThat(file.ledger().fileBytes()).isEqualTo(bytes.length);
        assertThatThrownBy(file::video)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("needs files that are not in it: frames, 37,545,489 bytes, sha256 fefe");
    }

    @Test
    void weights_from_outside_draw_only_where_they_are_given() {
        VideoContent content = content(StreamFormat.AV1, Optional.of(LAYOUT));
        Archive whole = ArchiveFile.encode(content);
        byte[] weights = whole.find(SectionKind.WEIGHTS).orElseThrow().content();
        ArchiveFile file = file(weightsOutside(whole, weights, false));
        assertThat(file.ledger().fileBytes()).isEqualTo(file.fileBytes());
        assertThat(file.rule()).contains(content.rule());
        assertThat(file.stream()).contains(StreamFormat.AV1);
        assertThatThrownBy(file::drawable)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("needs files that are not in it: weights");
        assertThat(file.drawable(weights)).isEqualTo(content);
        assertThatThrownBy(() -> file.drawable(new byte[0])).isInstanceOf(FormatException.class);
    }

    /** Who says that a file is missing is not drawn without it, even where it would do. */
    @Test
    void an_archive_that_holds_all_and_asks_for_more_is_not_drawn() {
        Archive whole = ArchiveFile.encode(content(StreamFormat.AV1, Optional.of(LAYOUT)));
        byte[] weights = whole.find(SectionKind.WEIGHTS).orElseThrow().content();
        ArchiveFile file = file(weightsOutside(whole, weights, true));
        assertThatThrownBy(file::drawable)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("needs files that are not in it");
        assertThatThrownBy(() -> file.drawable(weights))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("in the archive and outside it");
    }

    @Test
    void two_files_of_one_purpose_are_refused() {
        OutsidePayload clip = new OutsidePayload(OutsidePayload.Purpose.FRAMES, 5, "fe".repeat(32));
        byte[] once = new OutsidePayload.Files(List.of(clip)).toBytes();
        byte[] twice = Arrays.copyOf(once, 2 * once.length - 1);
        twice[0] = 2;
        System.arraycopy(once, 1, twice, once.length, once.length - 1);
        assertThatThrownBy(() -> OutsidePayload.Files.parse(twice))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("two files outside of one purpose");
    }

    private static Archive weightsOutside(Archive whole, byte[] weights, boolean keep) {
        OutsidePayload file = new OutsidePayload(OutsidePayload.Purpose.WEIGHTS, weights.length, Sha256.of(weights));
        List<Section> sections = new ArrayList<>(whole.sections());
        sections.removeIf(section -> !keep && section.kind() == SectionKind.WEIGHTS.id());
        byte[] list = SectionCodecs.OUTSIDE.encode(new OutsidePayload.Files(List.of(file)), whole.header());
        sections.add(Section.required(SectionKind.OUTSIDE, SectionCodecs.OUTSIDE.id(), list));
        return new Archive(whole.header(), sections);
    }

    @Test
    void filter_parameters_out_of_range_are_damage() {
        ArchiveHeader good =
                ArchiveHeader.ofVideo(64, 48, SHAPE, Optional.of(new FilterFamily.Layout(1, 8, List.of(1, 16))));
        List<Integer> parameters = new ArrayList<>(good.parameters());
        parameters.replaceAll(parameter -> parameter == 16 ? 17 : parameter);
        ArchiveHeader bad = new ArchiveHeader(64, 48, good.coded(), good.family(), parameters);
        assertThatThrownBy(bad::filter)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("header")
                .hasMessageContaining("dilation 17");
    }

    private static ArchiveFile file(Archive archive) {
        return ArchiveFile.open(archive.toBytes());
    }

    private static VideoContent content(StreamFormat format, Optional<FilterFamily.Layout> filter) {
        Random random = new Random(23);
        byte[] stream = new byte[300];
        random.nextBytes(stream);
        ArchiveHeader header = ArchiveHeader.ofVideo(64, 48, SHAPE, filter);
        Optional<WeightSet> weights = filter.map(layout -> weights(header.tensors(), random));
        PictureRule rule = new PictureRule(PictureColour.USUAL, Enlargement.LANCZOS, filter.isPresent());
        return new VideoContent(header, new CodedVideo(format, stream), rule, weights);
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
