package org.fovea.video.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.InflateOptions;
import org.fovea.render.KernelChoice;
import org.fovea.render.NoRoomException;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PostFilter;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;

class VideoInflaterTest {
    private static final InflateOptions ALL =
            InflateOptions.all(SmallVideo.PAIRS).withThreads(2);

    @Test
    void an_archive_of_a_video_is_drawn_by_whoever_draws_archives() throws Exception {
        VideoContent stored = ArchiveFile.open(ArchiveFile.zipped(ArchiveFile.encode(SmallVideo.content(true))))
                .video();
        ArchiveInflater inflater = ArchiveInflater.of(stored);
        assertThat(inflater).isInstanceOf(VideoInflater.class);
        DrawnFrames drawn = new DrawnFrames();
        inflater.run(ALL, drawn);
        assertThat(drawn.size).isEqualTo(new FrameSize(160, 120));
        assertThat(drawn.frames).hasSize(2 * SmallVideo.PAIRS).allMatch(frame -> frame.length == 160 * 120 * 3);
        assertThat(drawn.committed).isTrue();
        assertThat(drawn.closed).isTrue();
    }

    @Test
    void frames_do_not_depend_on_threads_or_inner_loops() {
        for (boolean filters : new boolean[] {false, true}) {
            VideoContent content = SmallVideo.content(filters);
            List<byte[]> expected = DrawnFrames.of(content, ALL.withThreads(1).withKernels(KernelChoice.SCALAR));
            for (int threads : new int[] {1, 2, 5}) {
                TestClips.assertFrames(DrawnFrames.of(content, ALL.withThreads(threads)), expected);
            }
        }
    }

    @Test
    void some_pairs_are_drawn_as_they_are_among_all_and_each_is_told() {
        VideoContent content = SmallVideo.content(true);
        List<byte[]> all = DrawnFrames.of(content);
        for (int first = 0; first < SmallVideo.PAIRS; first++) {
            for (int end = first + 1; end <= SmallVideo.PAIRS; end++) {
                for (int threads : new int[] {1, 5}) {
                    List<Integer> told = new ArrayList<>();
                    InflateOptions options =
                            ALL.withPairs(first, end).withThreads(threads).withProgress(told::add);
                    TestClips.assertFrames(DrawnFrames.of(content, options), all.subList(2 * first, 2 * end));
                    assertThat(told).containsExactlyElementsOf(List.of(1, 2, 3).subList(0, end - first));
                }
            }
        }
        assertThatThrownBy(() -> DrawnFrames.of(content, ALL.withPairs(1, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pair 3 is not in 0..2");
    }

    @Test
    void frames_in_any_order_are_those_of_the_inflater() throws Exception {
        for (boolean filters : new boolean[] {false, true}) {
            VideoContent content = SmallVideo.content(filters);
            List<byte[]> expected = DrawnFrames.of(content);
            List<Integer> reported = new ArrayList<>();
            DecodedPictures pictures = DecodedPictures.of(content, 2, reported::add);
            assertThat(reported).containsExactly(1, 2, 3, 4, 5, 6);
            FrameRestorer restorer = new FrameRestorer(content, KernelChoice.AUTO);
            for (int frame : new int[] {5, 0, 3, 3, 1, 4, 2}) {
                byte[] rgb = new byte[SmallVideo.SHOWN.rgbBytes()];
                restorer.restore(pictures.picture(frame), rgb);
                assertThat(rgb).as("frame %d", frame).isEqualTo(expected.get(frame));
            }
        }
    }

    @Test
    void what_the_filter_is_given_is_the_enlarged_picture() throws Exception {
        VideoContent content = SmallVideo.content(true);
        List<byte[]> plain = DrawnFrames.of(SmallVideo.content(false));
        List<byte[]> filtered = DrawnFrames.of(SmallVideo.content(true));
        DecodedPictures pictures = DecodedPictures.of(content, 1, done -> {});
        FrameRestorer before = FrameRestorer.beforeFilter(content, KernelChoice.AUTO);
        PostFilter filter = new PostFilter(
                SmallVideo.LAYOUT,
                RendererWeights.of(content.weights().orElseThrow()),
                SmallVideo.SHOWN,
                KernelChoice.AUTO);
        for (int frame = 0; frame < 2 * SmallVideo.PAIRS; frame++) {
            byte[] rgb = new byte[SmallVideo.SHOWN.rgbBytes()];
            before.restore(pictures.picture(frame), rgb);
            assertThat(rgb).isEqualTo(plain.get(frame));
            byte[] out = new byte[rgb.length];
            filter.apply(rgb, out);
            assertThat(out).isEqualTo(filtered.get(frame));
        }
        assertThatThrownBy(() -> FrameRestorer.beforeFilter(SmallVideo.content(false), KernelChoice.AUTO))
                .hasMessage("the archive has no filter");
    }

    private static VideoContent changed(VideoContent content, String name, float value) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (QuantisedTensor tensor : content.tensors()) {
            short[] halves = new short[tensor.dequantise().length];
            Arrays.fill(halves, Float.floatToFloat16(value));
            tensors.add(tensor.name().contains(name) ? new HalfTensor(tensor.name(), tensor.shape(), halves) : tensor);
        }
        return content.withTensors(tensors);
    }

    private static void assertRefused(VideoContent content, String message) {
        for (int threads : new int[] {1, 5}) {
            DrawnFrames drawn = new DrawnFrames();
            InflateOptions options =
                    InflateOptions.all(content.header().pairs()).withThreads(threads);
            assertThrown(
                    FormatException.class, () -> ArchiveInflater.of(content).run(options, drawn), message);
            assertThat(drawn.committed).isFalse();
            assertThat(drawn.closed).isTrue();
        }
        assertThrown(FormatException.class, () -> DecodedPictures.of(content, 2, done -> {}));
    }

    @Test
    void a_stream_of_other_pictures_than_announced_is_refused() {
        VideoContent content = SmallVideo.content(true);
        FrameSize coded = SmallVideo.CODED;
        FrameSize shown = SmallVideo.SHOWN;
        assertRefused(SmallVideo.withSizes(content, 2, coded, shown), "6 frames");
        assertRefused(SmallVideo.withSizes(content, 4, coded, shown), "6 frames");
        assertRefused(SmallVideo.withSizes(content, 3, new FrameSize(96, 66), shown), "96×64");
        assertRefused(SmallVideo.withSizes(content, 3, new FrameSize(64, 96), shown), "96×64");
        byte[] longer = Arrays.copyOf(SmallVideo.STREAM, SmallVideo.STREAM.length + 3);
        assertRefused(SmallVideo.withStream(content, longer), "video");
        assertRefused(SmallVideo.withDepth(content, 10), "8 bit");
    }

    @Test
    void weights_that_do_not_fit_the_filter_are_refused() {
        VideoContent content = SmallVideo.content(true);
        FilterFamily.Layout other = new FilterFamily.Layout(2, 9, List.of(1, 2, 1));
        WeightSet wrong = SmallVideo.weights(new FilterFamily().tensors(other.parameters(), 0), 1);
        assertThrown(
                FormatException.class, () -> ArchiveInflater.of(SmallVideo.withWeights(content, wrong)), "weights");
    }

    @Test
    void sums_that_are_too_large_are_errors_and_not_frames() {
        VideoContent usual = SmallVideo.content(true);
        FilterFamily.Layout deep = new FilterFamily.Layout(1, 8, List.of(1, 1, 1, 1, 1, 1, 1, 1));
        ArchiveHeader header = ArchiveHeader.ofVideo(160, 120, usual.header().coded(), Optional.of(deep));
        WeightSet weights = SmallVideo.weights(header.tensors(), 1);
        VideoContent content = new VideoContent(header, usual.video(), usual.rule(), Optional.of(weights));
        assertThat(DrawnFrames.of(content)).hasSize(2 * SmallVideo.PAIRS);
        DrawnFrames drawn = new DrawnFrames();
        assertThrown(
                FormatException.class,
                () -> ArchiveInflater.of(changed(content, "", 65504)).run(ALL, drawn),
                "overflow");
        assertThat(drawn.committed).isFalse();
        assertThat(drawn.closed).isTrue();
    }

    @Test
    void frames_that_memory_has_no_room_for_are_refused_before_it_is_taken() {
        long frame = 3L * 16384 * 16384;
        assertThat(Runtime.getRuntime().maxMemory()).as("the heap of tests").isLessThan(5 * frame);
        VideoContent large = SmallVideo.withSizes(
                SmallVideo.content(true), SmallVideo.PAIRS, SmallVideo.CODED, new FrameSize(16384, 16384));
        DrawnFrames drawn = new DrawnFrames();
        assertThrown(NoRoomException.class, () -> ArchiveInflater.of(large).run(ALL, drawn), "Java's heap has");
        assertThat(drawn.begun).isFalse();
        assertThat(drawn.closed).isTrue();
    }
}
