package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.TruthFormat.Header;
import org.fovea.evaluate.truth.TruthFormat.Shape;

/**
 * Where the ground truth of a clip, or of some of its pairs, comes from: from memory where it is known, else from the
 * cache where it is remembered, else from the networks. Encoder and scorer share one source, so that the networks see
 * an original once. Immutable.
 */
public final class TruthSource {
    private final EvaluatorPair networks;
    private final FrameOpener clip;
    private final long clipFrames;
    private final TruthKey key;
    private final int firstPair;
    private final int pairs;
    private final Optional<GroundTruthCache> cache;
    private final Consumer<String> note;
    private final Optional<Known> known;

    /** What is in memory, and whether it was read from a file. */
    private record Known(GroundTruth truth, boolean remembered) {}

    private TruthSource(
            TruthSource other,
            int firstPair,
            int pairs,
            Optional<GroundTruthCache> cache,
            Consumer<String> note,
            Optional<Known> known) {
        this.networks = other.networks;
        this.clip = other.clip;
        this.clipFrames = other.clipFrames;
        this.key = other.key;
        this.firstPair = firstPair;
        this.pairs = pairs;
        this.cache = cache;
        this.note = note;
        this.known = known;
    }

    /**
     * All pairs of a clip, without a cache.
     *
     * @param networks stay open
     * @param clip from its first frame on
     * @param clipFrames its frames, an odd last one included
     * @param key of the clip
     */
    public TruthSource(EvaluatorPair networks, FrameOpener clip, long clipFrames, TruthKey key) {
        this.networks = networks;
        this.clip = clip;
        this.clipFrames = clipFrames;
        this.firstPair = 0;
        this.pairs = networks.pairs(clipFrames);
        // A last frame that is shown twice is not in an entry of the clip's pairs, which earlier versions wrote.
        this.key = 2L * pairs > clipFrames ? key.part(firstPair, pairs) : key;
        this.cache = Optional.empty();
        this.note = problem -> {};
        this.known = Optional.empty();
    }

    /**
     * The same with a cache, which all pairs of a clip are written to when they are known.
     *
     * @param listener receives a line that says why the cache could not help
     */
    public TruthSource cached(GroundTruthCache with, Consumer<String> listener) {
        return new TruthSource(this, firstPair, pairs, Optional.of(with), listener, known);
    }

    /**
     * Some pairs as if there were no others. They are read from a cache of the whole clip, but not written to it.
     *
     * @param first of these pairs, counted from the first pair of the clip
     * @param count how many
     */
    public TruthSource part(int first, int count) {
        return new TruthSource(this, first, count, cache, note, Optional.empty());
    }

    /** The same where the truth is known. */
    private TruthSource knowing(GroundTruth truth, boolean remembered) {
        if (truth.pairs() != pairs) {
            throw new IllegalArgumentException("ground truth of " + truth.pairs() + " pairs, not of " + pairs);
        }
        return new TruthSource(this, firstPair, pairs, cache, note, Optional.of(new Known(truth, remembered)));
    }

    public EvaluatorPair networks() {
        return networks;
    }

    /** The frames that they look at. */
    public ClipPart clip() {
        return new ClipPart(clip, firstPair, pairs);
    }

    public int pairs() {
        return pairs;
    }

    /** First of these pairs in the clip. */
    public int firstPair() {
        return firstPair;
    }

    /** Whether these are all pairs of the clip. */
    public boolean whole() {
        return pairs == networks.pairs(clipFrames);
    }

    /** On what the answers depend; for a part, that it is one. */
    public TruthKey key() {
        return whole() ? key : key.part(firstPair, pairs);
    }

    /** The truth, where it is in memory. */
    public Optional<GroundTruth> truth() {
        return known.map(Known::truth);
    }

    /** Keeps unfinished ground truth, for a process that goes on after this one. */
    @FunctionalInterface
    public interface Keeper {
        /** Called every half minute. */
        void keep(GroundTruth soFar) throws IOException;
    }

    /** As {@link #complete(int, Optional, IntConsumer, Keeper)}, where nothing is known yet or kept on the way. */
    public TruthSource complete(int threads, IntConsumer progress) throws IOException, InterruptedException {
        return complete(threads, Optional.empty(), progress, soFar -> {});
    }

    /**
     * This source with the truth in memory: from the cache, or from the networks, and then the cache is given it.
     *
     * @param threads pairs that the networks see at the same time; the answers do not depend on it
     * @param begun what an earlier process has {@linkplain Keeper#keep kept}
     * @param progress is given the number of pairs that are known
     * @throws IllegalArgumentException where the clip ends too early, or has no pair, or the networks have more classes
     *     than an archive can hold
     * @throws org.fovea.codec.FormatException where the clip is damaged
     * @throws org.fovea.evaluate.NotFiniteException where a network answers with something that is no number
     * @throws InterruptedException where the calling thread is interrupted
     */
    public TruthSource complete(int threads, Optional<GroundTruth> begun, IntConsumer progress, Keeper keeper)
            throws IOException, InterruptedException {
        if (known.isPresent()) {
            return this;
        }
        try (TruthReader reader = open()) {
            TruthCollector collector =
                    new TruthCollector(reader.size(), networks.segmentation(), pairs, progress, keeper);
            if (!reader.remembered() && begun.isPresent()) {
                collector.begin(begun.get());
                reader.skip(begun.get().pairs());
            }
            collector.collect(reader::next, threads);
            if (collector.pairs() < pairs) {
                throw new IllegalArgumentException("the clip ends before pair " + (firstPair + collector.pairs()));
            }
            TruthSource complete = knowing(collector.truth(), reader.remembered());
            if (!reader.remembered()) {
                complete.remember(reader.clipFrames());
            }
            return complete;
        }
    }

    private void remember(long frames) throws IOException {
        GroundTruth truth = known.orElseThrow().truth();
        Optional<TruthWriter> writer = begin(truth.size());
        if (writer.isPresent()) {
            try (TruthWriter to = writer.get()) {
                truth.answers().forEach(to::add);
                to.commit(frames).ifPresent(this::cannotWrite);
            }
        }
    }

    /**
     * All answers in order, each computed when it is asked for unless it is known. What is computed is not remembered.
     *
     * @throws org.fovea.codec.FormatException where the clip is damaged
     */
    public TruthReader open() throws IOException {
        if (known.isPresent()) {
            return TruthReader.of(known.get().truth(), clipFrames(), known.get().remembered());
        }
        if (networks.sequence() && firstPair > 0) {
            // What is remembered of the first of these pairs knows the pair before it.
            return TruthReader.of(networks, clip().open(), clipFrames());
        }
        Optional<TruthReader> remembered = cache.flatMap(from -> from.open(key, networks, note));
        TruthReader all = remembered.isPresent() ? remembered.get() : TruthReader.of(networks, clip.open(), clipFrames);
        return whole() ? all : all.part(firstPair, pairs);
    }

    /** Frames that a candidate has to have: those of the clip, or of these pairs alone. */
    private long clipFrames() {
        return whole() ? clipFrames : 2L * pairs;
    }

    /**
     * Begins to remember answers that are computed one by one.
     *
     * @return empty where there is no cache, where it cannot be written, where these are not all pairs of a clip, or
     *     where further networks answer with too much
     */
    public Optional<TruthWriter> begin(FrameSize size) {
        if (cache.isEmpty() || !whole() || networks.furtherOutputs() > TruthFormat.MAX_CACHED) {
            return Optional.empty();
        }
        try {
            return Optional.of(cache.get().create(key, networks, size));
        } catch (IOException e) {
            cannotWrite(e);
            return Optional.empty();
        }
    }

    /** Tells why the cache could not be written. */
    public void cannotWrite(IOException problem) {
        note.accept("the cache cannot be written, so nothing is cached: " + problem);
    }

    /** Truth of these pairs, or of the first of them, as a file: the cache's format under this source's key. */
    public byte[] toBytes(GroundTruth truth) {
        return TruthFormat.bytes(
                new Header(key(), networks.identity().name(), truth.size(), Shape.of(networks)), truth);
    }

    /**
     * What {@link #toBytes} gave for the same pairs, networks, decoder and machine; empty where it is something else,
     * or damaged.
     */
    public Optional<GroundTruth> read(byte[] bytes) throws IOException {
        try {
            RememberedTruth file = RememberedTruth.of(bytes);
            if (!file.header().key().equals(key()) || !file.header().shape().equals(Shape.of(networks))) {
                return Optional.empty();
            }
            TruthReader reader = file.reader();
            List<PairAnswer> answers = new ArrayList<>();
            for (Supplier<PairAnswer> next = reader.next(); next != null; next = reader.next()) {
                answers.add(next.get());
            }
            return Optional.of(GroundTruth.of(reader.size(), networks.segmentation(), answers));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /**
     * This source with the truth in memory, which another process has computed.
     *
     * @param file what {@link #toBytes} gave there
     * @return empty where the file is none of these pairs
     */
    public Optional<TruthSource> restored(byte[] file) throws IOException {
        return read(file).filter(truth -> truth.pairs() == pairs).map(truth -> knowing(truth, true));
    }
}
