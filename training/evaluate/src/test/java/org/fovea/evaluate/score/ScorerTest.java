package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.TruthReader;
import org.fovea.video.FrameSource;
import org.fovea.video.FrameSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
    private static final int PAIRS = 11;
    private final EvaluatorPair fake = new FakeEvaluators("fake");

    private PairTable run(EvaluatorPair evaluators, FrameSource original, FrameSource candidate, ScoreOptions options)
            throws Exception {
        long frames = switch (original) {
            case FakeFrames fakes -> fakes.frames();
            case GivenFrames given -> given.frames();
            default -> throw new IllegalArgumentException();
        };
        return new Scorer(evaluators).run(TruthReader.of(evaluators, original, frames), candidate, options);
    }

    private PairTable run(int frames, int candidateFrames) throws Exception {
        return run(fake, new FakeFrames(frames, 3, 0), new FakeFrames(candidateFrames, 3, 0.3), ScoreOptions.all(2));
    }

    private PairTable run(ScoreOptions options) throws Exception {
        return run(fake, new FakeFrames(2 * PAIRS, 3, 0), new FakeFrames(2 * PAIRS, 3, 0.3), options);
    }

    @Test
    void a_score_is_what_one_computes_by_hand() throws Exception {
        FrameSize size = new FrameSize(4, 4);
        byte[] red = frame(size, 200, 0, 0);
        byte[] green = frame(size, 0, 201, 0);
        byte[] changed = red.clone();
        changed[1] = (byte) 230; // one pixel, which is one cell, becomes green
        PairTable table = run(
                fake,
                new GivenFrames(size, List.of(red, red, red, green)),
                new GivenFrames(size, List.of(red, changed, red, green)),
                ScoreOptions.all(1));
        assertThat(table.pairs()).hasSize(2);
        PairResult first = table.pairs().getFirst();
        assertThat(first.wrongPixels()).isEqualTo(1);
        assertThat(first.segmentation()).isEqualTo(1 / 16.0);
        double change = 230 / 1000f;
        assertThat(first.squaredErrors()).containsExactly(0, change * change, 0, change * change);
        assertThat(first.pose()).isEqualTo(change * change / 3);
        assertThat(table.pairs().getLast().wrongPixels()).isZero();
        assertThat(table.averages()).isEqualTo(new Distortion(1 / 32.0, change * change / 6));
        Score score = ScoreFormula.COMMA.score(table.averages(), 0);
        assertThat(score.segmentation()).isEqualTo(100 / 32.0);
        assertThat(score.pose()).isEqualTo(Math.sqrt(10 * change * change / 6));
        assertThat(table.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void digits_do_not_depend_on_the_number_of_threads(int threads) throws Exception {
        PairTable one = run(fake, new FakeFrames(200, 5, 0), new FakeFrames(200, 5, 0.4), ScoreOptions.all(1));
        PairTable many = run(fake, new FakeFrames(200, 5, 0), new FakeFrames(200, 5, 0.4), ScoreOptions.all(threads));
        assertThat(Json.of(many.pairs())).isEqualTo(Json.of(one.pairs()));
        assertThat(many.averages()).isEqualTo(one.averages());
        assertThat(one.averages().segmentation()).isGreaterThan(0);
        assertThat(one.averages().pose()).isGreaterThan(0);
    }

    @Test
    void equal_frames_lose_nothing() throws Exception {
        PairTable table = run(fake, new FakeFrames(20, 5, 0), new FakeFrames(20, 5, 0), ScoreOptions.all(2));
        assertThat(table.averages()).isEqualTo(new Distortion(0, 0));
    }

    @Test
    void an_odd_last_frame_is_dropped_and_reported() throws Exception {
        assertThat(run(2 * PAIRS, 2 * PAIRS).droppedFrames()).isZero();
        for (int candidateFrames : new int[] {2 * PAIRS, 2 * PAIRS + 1}) {
            PairTable table = run(2 * PAIRS + 1, candidateFrames);
            assertThat(table.droppedFrames()).isEqualTo(1);
            assertThat(table.clipPairs()).isEqualTo(PAIRS);
            assertThat(table.complete()).isTrue();
            assertThat(table.averages()).isEqualTo(run(2 * PAIRS, 2 * PAIRS).averages());
        }
    }

    @Test
    void of_a_sequence_an_odd_last_frame_is_shown_twice() throws Exception {
        EvaluatorPair sequence = new FakeEvaluators("fake") {
            @Override
            public boolean sequence() {
                return true;
            }
        };
        int frames = 2 * PAIRS - 1;
        PairTable odd = run(
                sequence,
                new FakeFrames(frames, 3, 0),
                FrameSpan.of(new FakeFrames(frames, 3, 0.3), 0, 2 * PAIRS),
                ScoreOptions.all(2));
        assertThat(odd.pairs()).hasSize(PAIRS);
        assertThat(odd.complete()).isTrue();
        assertThat(odd.droppedFrames()).isZero();
        PairTable same =
                run(sequence, new FakeFrames(frames, 3, 0), new FakeFrames(frames, 3, 0.3), ScoreOptions.all(2));
        assertThat(same.pairs()).usingRecursiveComparison().isEqualTo(odd.pairs());
        PairTable most = run(
                sequence,
                new FakeFrames(frames, 3, 0),
                new FakeFrames(2 * PAIRS - 2, 3, 0.3),
                ScoreOptions.all(2).withPairs(0, PAIRS - 1));
        assertThat(most.clipPairs()).isEqualTo(PAIRS);
        assertThat(most.complete()).as("all but the last pair").isFalse();
        assertThrown(
                ScoreException.class,
                () -> run(
                        sequence, new FakeFrames(frames, 3, 0), new FakeFrames(frames - 1, 3, 0), ScoreOptions.all(2)),
                "a candidate has as many as the original");
    }

    @ParameterizedTest
    @CsvSource({"22, 20", "22, 24", "22, 21", "22, 23", "23, 24", "23, 25", "23, 21", "22, 0", "22, 1", "22, 2"})
    void another_number_of_frames_is_refused(int frames, int candidateFrames) {
        assertThrown(
                ScoreException.class,
                () -> run(frames, candidateFrames),
                "the candidate has " + candidateFrames + " frames (",
                "the original " + frames);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void an_original_without_a_pair_is_refused(int frames) {
        assertThrown(ScoreException.class, () -> run(frames, 2), "therefore no pair");
    }

    @Test
    void another_size_is_refused() {
        FrameSize other = new FrameSize(12, 8);
        FrameSource candidate = new GivenFrames(other, List.of(frame(other, 1, 2, 3), frame(other, 1, 2, 3)));
        assertThrown(
                ScoreException.class,
                () -> run(fake, new FakeFrames(2, 1, 0), candidate, ScoreOptions.all(1)),
                "12×8",
                "8×12");
    }

    @Test
    void a_part_has_the_same_rows_and_is_no_whole_unless_it_is_all() throws Exception {
        PairTable all = run(ScoreOptions.all(2).withPairs(0, PAIRS));
        assertThat(all.complete()).isTrue();
        FakeFrames candidate = new FakeFrames(2 * PAIRS, 3, 0.3);
        byte[] frame = new byte[FakeFrames.SIZE.rgbBytes()];
        for (int i = 0; i < 6; i++) {
            candidate.next(frame);
        }
        PairTable part = run(
                fake,
                new FakeFrames(2 * PAIRS, 3, 0),
                candidate,
                ScoreOptions.all(2).withPairs(3, 7));
        assertThat(part.complete()).isFalse();
        assertThat(part.clipPairs()).isEqualTo(PAIRS);
        assertThat(part.pairs()).extracting(PairResult::pair).containsExactly(3, 4, 5, 6);
        assertThat(part.pairs())
                .extracting(PairResult::pose)
                .isEqualTo(
                        all.pairs().subList(3, 7).stream().map(PairResult::pose).toList());
    }

    @ParameterizedTest
    @CsvSource({"8, 12", "11, 12", "30, 31"})
    void pairs_that_the_clip_has_not_are_refused(int first, int end) {
        assertThrown(ScoreException.class, () -> run(ScoreOptions.all(2).withPairs(first, end)), "0..10");
    }

    @Test
    void a_candidate_that_ends_within_the_asked_pairs_is_refused() {
        assertThrown(
                ScoreException.class,
                () -> run(
                        fake,
                        new FakeFrames(2 * PAIRS, 3, 0),
                        new FakeFrames(6, 3, 0),
                        ScoreOptions.all(2).withPairs(0, 5)),
                "has 6 frames (3 pairs), the original 22");
    }

    /** Networks one of whose answers is changed; one thread asks for the original of each pair first. */
    private static EvaluatorPair changing(int call, UnaryOperator<PairAnswer> change) {
        AtomicInteger calls = new AtomicInteger();
        return new FakeEvaluators("fake") {
            @Override
            public PairAnswer answer(FramePair pair) {
                PairAnswer answer = super.answer(pair);
                return calls.getAndIncrement() == call ? change.apply(answer) : answer;
            }
        };
    }

    private void refused(EvaluatorPair evaluators, String... parts) {
        assertThrown(
                ScoreException.class,
                () -> run(evaluators, new FakeFrames(22, 3, 0), new FakeFrames(22, 3, 0), ScoreOptions.all(1)),
                parts);
    }

    @Test
    void an_answer_or_a_distortion_that_is_not_finite_names_its_pair() {
        for (int call : new int[] {8, 9}) {
            refused(
                    changing(call, answer -> {
                        throw new NotFiniteException("output 3 of the pose network");
                    }),
                    "pair 4 of the " + (call == 8 ? "original" : "candidate"),
                    "output 3 of the pose network is not a finite number");
        }
        refused(
                changing(5, answer -> new PairAnswer(answer.classes(), new float[] {Float.NaN, 1, 1, 1}, new float[0])),
                "pair 2: the distortion is not a finite number");
    }

    @Test
    void an_answer_of_another_shape_is_refused() {
        refused(
                changing(7, answer -> new PairAnswer(new byte[15], answer.pose(), new float[0])),
                "pair 3 of the candidate",
                "15 pixels, 16 expected");
        refused(
                changing(7, answer -> new PairAnswer(answer.classes(), new float[5], new float[0])),
                "pair 3 of the candidate",
                "5 outputs, 4 expected");
    }

    @Test
    void few_pairs_are_held_at_a_time() throws Exception {
        int threads = 3;
        FakeFrames candidate = new FakeFrames(200, 3, 0.2);
        AtomicLong mostAhead = new AtomicLong();
        ScoreOptions options = ScoreOptions.all(threads)
                .withProgress((done, soFar) -> mostAhead.accumulateAndGet(candidate.read.get() / 2 - done, Math::max));
        run(fake, new FakeFrames(200, 3, 0), candidate, options);
        assertThat(mostAhead.get()).isBetween(0L, 2L * threads);
    }

    @Test
    void progress_and_answers_come_in_order() throws Exception {
        List<Integer> done = new ArrayList<>();
        List<Distortion> estimates = new ArrayList<>();
        List<PairAnswer> answers = new ArrayList<>();
        PairTable table = run(ScoreOptions.all(3)
                .withProgress((pairs, averages) -> {
                    done.add(pairs);
                    estimates.add(averages);
                })
                .withAnswers((original, candidate) -> answers.add(original)));
        assertThat(done).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(estimates.getLast()).isEqualTo(table.averages());
        assertThat(estimates.get(4)).isEqualTo(Distortion.mean(table.pairs().subList(0, 5)));
        TruthReader original = TruthReader.of(fake, new FakeFrames(2 * PAIRS, 3, 0), 2 * PAIRS);
        for (PairAnswer answer : answers) {
            PairAnswer expected = original.next().get();
            assertThat(answer.classes()).isEqualTo(expected.classes());
            assertThat(answer.pose()).isEqualTo(expected.pose());
        }
    }

    @Test
    void damage_in_a_source_ends_the_run() {
        List<byte[]> claimed = java.util.Collections.nCopies(22, new byte[0]);
        FrameSource broken = new GivenFrames(FakeFrames.SIZE, claimed) {
            private final FakeFrames frames = new FakeFrames(9, 3, 0);

            @Override
            public boolean next(byte[] rgb) throws IOException {
                if (!frames.next(rgb)) {
                    throw new FormatException("frames", 12345, "truncated");
                }
                return true;
            }
        };
        assertThrown(
                FormatException.class,
                () -> run(fake, new FakeFrames(22, 3, 0), broken, ScoreOptions.all(2)),
                "12,345");
        assertThrown(FormatException.class, () -> run(fake, broken, new FakeFrames(22, 3, 0), ScoreOptions.all(2)));
    }

    @Test
    void an_original_that_is_shorter_than_it_said_is_refused() {
        for (int first : new int[] {0, 9}) {
            assertThrown(
                    ScoreException.class,
                    () -> new Scorer(fake)
                            .run(
                                    TruthReader.of(fake, new FakeFrames(16, 3, 0), 22),
                                    new FakeFrames(22, 3, 0),
                                    ScoreOptions.all(2).withPairs(first, 11)),
                    "it changed while being read");
        }
    }

    private static byte[] frame(FrameSize size, int red, int green, int blue) {
        byte[] rgb = new byte[size.rgbBytes()];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return rgb;
    }
}
