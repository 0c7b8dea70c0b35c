package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.evaluate.Results;

/**
 * Tries proposals all at once: codes the changed masks with the real coder, has the changed pairs rendered and judged,
 * and puts every difference in bits and in wrong pixels down to the proposal nearest to it.
 *
 * @param together whether coding and judging may run at the same time
 * @param coding called with the number of frames coded, while nothing is judged
 */
record MaskTrial(MaskShape shape, MaskEffort effort, MaskJudge judge, boolean together, IntConsumer coding) {
    /** How far from a flip a pixel is still put down to it. */
    private static final int REACH_OF_BITS = 10;

    private static final int REACH_OF_CLASSES = 24;

    /**
     * What became of proposals.
     *
     * @param state with all of them
     * @param bits more than before, for each proposal
     * @param wrong pixels more than before, each by its worth, for each proposal
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
    record Outcome(MaskState state, double[] bits, double[] wrong) {}

    private record Coded(long bytes, List<CodedBits> bits) {}

    MaskState first(Masks masks, IntConsumer done) throws InterruptedException {
        List<Integer> pairs = IntStream.range(0, shape.frames()).boxed().toList();
        return measured(masks, pairs, List.of(), done, (_, _) -> {});
    }

    /** Tries all proposals on top of a state. */
    Outcome of(MaskState before, List<Proposal> proposals, IntConsumer done) throws InterruptedException {
        Masks masks = before.masks().copy();
        List<ArrayList<Nearest.Numbered>> byPair = Stream.generate(ArrayList<Nearest.Numbered>::new)
                .limit(shape.frames())
                .toList();
        for (int i = 0; i < proposals.size(); i++) {
            byPair.get(proposals.get(i).pair()).add(new Nearest.Numbered(i, proposals.get(i)));
        }
        List<Integer> changed = IntStream.range(0, shape.frames())
                .filter(pair -> !byPair.get(pair).isEmpty())
                .boxed()
                .toList();
        for (int pair : changed) {
            byte[] frame = masks.frame(pair);
            byPair.get(pair).forEach(numbered -> numbered.proposal().apply(frame));
            masks.replace(pair, frame);
        }
        double[] bits = new double[proposals.size()];
        Nearest nearest = new Nearest(shape.height(), shape.width());
        MaskState after = measured(masks, changed, before.seen(), done, (pair, coded) -> {
            List<Nearest.Numbered> earlier = pair == 0 ? List.of() : byPair.get(pair - 1);
            if (!byPair.get(pair).isEmpty() || !earlier.isEmpty()) {
                int[] labels = nearest.labels(byPair.get(pair), earlier, REACH_OF_BITS);
                coded.addTo(bits, labels, 1);
                before.coded().get(pair).addTo(bits, labels, -1);
            }
        });
        double[] wrong = new double[proposals.size()];
        Nearest others = new Nearest(shape.height(), shape.width());
        for (int pair : changed) {
            int[] labels = others.labels(byPair.get(pair), List.of(), REACH_OF_CLASSES);
            count(wrong, labels, after.seen().get(pair), 1);
            count(wrong, labels, before.seen().get(pair), -1);
        }
        return new Outcome(after, bits, wrong);
    }

    private static void count(double[] sums, int[] labels, Seen seen, int sign) {
        for (int i = 0; i < seen.wrong().length; i++) {
            int label = labels[Masks.pixel(seen.wrong()[i])];
            if (label >= 0) {
                sums[label] += sign * seen.worth()[i];
            }
        }
    }

    private MaskState measured(
            Masks masks,
            List<Integer> pairs,
            List<Seen> otherwise,
            IntConsumer done,
            BiConsumer<Integer, CodedBits> frames)
            throws InterruptedException {
        AtomicBoolean judging = new AtomicBoolean(together);
        try (ExecutorService coder = Executors.newSingleThreadExecutor()) {
            try {
                Future<Coded> future = coder.submit(() -> code(masks, frames, judging));
                if (!together) {
                    Results.of(future);
                }
                List<Seen> judged = judge.judge(masks, pairs, done);
                judging.set(false);
                List<Seen> seen = new ArrayList<>(otherwise.isEmpty() ? judged : otherwise);
                for (int i = 0; i < judged.size(); i++) {
                    seen.set(pairs.get(i), judged.get(i));
                }
                Coded coded = Results.of(future);
                return new MaskState(masks, List.copyOf(seen), coded.bytes(), coded.bits());
            } finally {
                coder.shutdownNow();
            }
        }
    }

    private Coded code(Masks masks, BiConsumer<Integer, CodedBits> frames, AtomicBoolean judging) {
        List<CodedBits> bits = new ArrayList<>();
        byte[] stream = ClassMaskCoder.measure(masks, effort, (index, frame, costs) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the mask coder was interrupted");
            }
            bits.add(new CodedBits(costs.coded()));
            frames.accept(index, bits.getLast());
            if (!judging.get()) {
                coding.accept(index + 1);
            }
        });
        return new Coded(stream.length, bits);
    }
}
