package org.fovea.encode;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.video.FrameSource;

/** Shows a clip to two networks, pair by pair, some pairs at a time. */
public final class Looker {
    private Looker() {}

    /**
     * Looks at all pairs; an odd last frame belongs to none.
     *
     * @param threads pairs looked at at the same time; the answers do not depend on it
     * @param seen told of every pair and its answer, in order, on the calling thread
     * @throws org.fovea.codec.FormatException where the clip is damaged
     * @throws org.fovea.evaluate.NotFiniteException where a network answers with something that is no number
     * @throws InterruptedException where the calling thread is interrupted
     */
    public static Look look(
            FrameOpener clip, EvaluatorPair evaluators, int threads, BiConsumer<FramePair, PairAnswer> seen)
            throws IOException, InterruptedException {
        List<PairAnswer> answers = new ArrayList<>();
        try (FrameSource frames = clip.open();
                ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            Deque<FramePair> pairs = new ArrayDeque<>();
            Deque<Future<PairAnswer>> futures = new ArrayDeque<>();
            try {
                FramePair pair = next(frames);
                while (pair != null || !pairs.isEmpty()) {
                    if (pair != null) {
                        FramePair shown = pair;
                        pairs.add(shown);
                        futures.add(workers.submit(() -> evaluators.answer(shown)));
                        pair = next(frames);
                    }
                    if (pair == null || pairs.size() > 2 * threads) {
                        PairAnswer answer = Results.of(futures.remove());
                        answers.add(answer);
                        seen.accept(pairs.remove(), answer);
                    }
                }
            } finally {
                workers.shutdownNow();
            }
            return Look.of(frames.size(), evaluators.segmentation(), answers);
        }
    }

    private static FramePair next(FrameSource frames) throws IOException {
        byte[] first = new byte[frames.size().rgbBytes()];
        byte[] second = new byte[first.length];
        return frames.next(first) && frames.next(second) ? new FramePair(frames.size(), first, second) : null;
    }
}
