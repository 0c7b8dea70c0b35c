package org.fovea.evaluate.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.score.FakeEvaluators;
import org.fovea.evaluate.score.FakeFrames;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthSourceTest {
    private static final int PAIRS = 9;
    private static final int FRAMES = 2 * PAIRS + 1;
    private static final IntConsumer UNSEEN = done -> {};

    private final AtomicInteger asked = new AtomicInteger();
    private final EvaluatorPair networks = new FakeEvaluators("fake") {
        @Override
        public PairAnswer answer(FramePair pair) {
            asked.incrementAndGet();
            return super.answer(pair);
        }
    };
    private final FrameOpener clip = () -> new FakeFrames(FRAMES, 3, 0);

    private TruthSource source(String decoder, long frames) {
        return new TruthSource(networks, clip, frames, new TruthKey("01".repeat(32), "ab".repeat(32), decoder, "here"));
    }

    private TruthSource source() {
        return source("any", FRAMES);
    }

    private GroundTruth complete(TruthSource source, int threads) throws Exception {
        return source.complete(threads, UNSEEN).truth().orElseThrow();
    }

    private static void assertSame(GroundTruth one, GroundTruth other) {
        assertThat(one.size()).isEqualTo(other.size());
        assertThat(one.masks().shape()).isEqualTo(other.masks().shape());
        assertThat(one.masks().classIds()).isEqualTo(other.masks().classIds());
        assertThat(one.poses()).usingRecursiveComparison().isEqualTo(other.poses());
    }

    @Test
    void the_truth_is_that_of_the_networks_whatever_the_threads() throws Exception {
        GroundTruth whole = GroundTruth.compute(clip, networks, 2, done -> {});
        assertThat(whole.pairs()).isEqualTo(PAIRS);
        try (FrameSource frames = clip.open();
                TruthReader reader = TruthReader.of(networks, frames, FRAMES)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                PairAnswer answer = reader.next().get();
                assertThat(whole.answer(pair).classes()).isEqualTo(answer.classes());
                assertThat(whole.answer(pair).pose()).isEqualTo(answer.pose());
            }
        }
        for (int threads = 1; threads <= 3; threads++) {
            List<Integer> told = new ArrayList<>();
            GroundTruth again = source().complete(threads, told::add).truth().orElseThrow();
            assertSame(again, whole);
            assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void what_is_known_is_not_computed_again() throws Exception {
        TruthSource known = source().complete(2, UNSEEN);
        assertThat(asked).hasValue(PAIRS);
        assertThat(known.complete(2, UNSEEN)).isSameAs(known);
        try (TruthReader reader = known.open()) {
            assertThat(reader.clipFrames()).isEqualTo(FRAMES);
            assertThat(reader.remembered()).isFalse();
            assertThat(reader.skip(4)).isEqualTo(4);
            assertThat(reader.next().get().pose())
                    .isEqualTo(known.truth().orElseThrow().poses().get(4));
            assertThat(reader.skip(10)).isEqualTo(PAIRS - 5);
            assertThat(reader.next()).isNull();
        }
        assertThat(asked).hasValue(PAIRS);
    }

    @Test
    void it_goes_on_where_an_earlier_process_was() throws Exception {
        GroundTruth whole = complete(source(), 1);
        TruthSource source = source();
        byte[] kept = source.toBytes(complete(source.part(0, 4), 1));
        asked.set(0);
        GroundTruth resumed = source.complete(2, source.read(kept), UNSEEN, soFar -> {})
                .truth()
                .orElseThrow();
        assertSame(resumed, whole);
        assertThat(asked).hasValue(PAIRS - 4);
    }

    @Test
    void a_file_is_read_by_the_same_source_only() throws Exception {
        TruthSource source = source();
        GroundTruth whole = complete(source, 1);
        byte[] file = source.toBytes(whole);
        assertSame(source.read(file).orElseThrow(), whole);
        TruthSource restored = source.restored(file).orElseThrow();
        try (TruthReader reader = restored.open()) {
            assertThat(reader.remembered()).isTrue();
        }
        assertThat(source("another", FRAMES).read(file)).isEmpty();
        assertThat(source.part(0, 4).read(file)).isEmpty();
        assertThat(source.restored(source.toBytes(complete(source.part(0, 4), 1))))
                .isEmpty();
        for (int place = 0; place < file.length; place += 5) {
            byte[] damaged = file.clone();
            damaged[place] ^= 0x10;
            assertThat(source.read(damaged)).as("byte " + place).isEmpty();
        }
        assertThat(source.read(new byte[3])).isEmpty();
    }

    @Test
    void part_of_a_clip_is_like_a_clip_of_its_own() throws Exception {
        GroundTruth whole = complete(source(), 1);
        TruthSource source = source().part(3, 4);
        GroundTruth part = complete(source, 1);
        assertThat(part.pairs()).isEqualTo(4);
        for (int pair = 0; pair < 4; pair++) {
            assertThat(part.masks().frame(pair)).isEqualTo(whole.masks().frame(pair + 3));
        }
        assertThat(source.whole()).isFalse();
        try (TruthReader reader = source.open()) {
            assertThat(reader.clipFrames()).isEqualTo(8);
        }
        try (FrameSource frames = source().part(PAIRS - 1, 1).clip().open()) {
            byte[] rgb = new byte[FakeFrames.SIZE.rgbBytes()];
            assertThat(frames.next(rgb)).isTrue();
            assertThat(frames.next(rgb)).isTrue();
            assertThat(frames.next(rgb)).isFalse(); // not the clip's odd last frame
        }
        assertThatThrownBy(() -> complete(source("any", 40).part(6, 9), 1)).hasMessage("the clip ends before pair 9");
    }

    @Test
    void pairs_in_a_cache_are_not_a_sequence_with_an_odd_last_frame(@TempDir Path directory) throws Exception {
        GroundTruthCache cache = new GroundTruthCache(directory);
        TruthSource pairs = source().cached(cache, note -> {});
        complete(pairs, 1);
        EvaluatorPair sequence = new FakeEvaluators("fake") {
            @Override
            public boolean sequence() {
                return true;
            }
        };
        for (int i = 0; i < 2; i++) {
            TruthSource odd = new TruthSource(sequence, clip, FRAMES, pairs.key()).cached(cache, note -> {});
            assertThat(complete(odd, 1).pairs()).isEqualTo(PAIRS + 1);
        }
        assertThat(cache.folder().toFile().list()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"262144, 1", "262145, 0"})
    void answers_of_dense_networks_are_not_cached(int numbers, int entries, @TempDir Path directory) throws Exception {
        EvaluatorPair dense = new FakeEvaluators("fake") {
            @Override
            public PairAnswer answer(FramePair pair) {
                PairAnswer answer = super.answer(pair);
                return new PairAnswer(answer.classes(), answer.pose(), new float[numbers]);
            }

            @Override
            public int furtherOutputs() {
                return numbers;
            }
        };
        GroundTruthCache cache = new GroundTruthCache(directory);
        complete(new TruthSource(dense, clip, FRAMES, source().key()).cached(cache, note -> {}), 1);
        assertThat(Objects.requireNonNullElse(cache.folder().toFile().list(), new String[0]))
                .hasSize(entries);
    }

    @Test
    void a_cache_is_filled_once_and_serves_parts(@TempDir Path directory) throws Exception {
        GroundTruthCache cache = new GroundTruthCache(directory);
        List<String> notes = new ArrayList<>();
        GroundTruth whole = complete(source().cached(cache, notes::add), 2);
        assertThat(cache.folder().toFile().list()).hasSize(1);
        asked.set(0);
        assertSame(complete(source().cached(cache, notes::add), 2), whole);
        GroundTruth part = complete(source().cached(cache, notes::add).part(2, 5), 2);
        assertThat(part.poses().getFirst()).isEqualTo(whole.poses().get(2));
        assertThat(asked).hasValue(0);
        assertThat(notes).isEmpty();
    }
}
