package org.fovea.encode.masks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Checkpoint;

/**
 * How far {@link MasksStage} is. Everything else it knows follows from the masks, so that measuring again after a
 * restart gives the same.
 *
 * @param rounds finished; the clean-up is done in any case
 * @param masks as they are
 * @param tried single pixels that need not be tried again
 */
record MasksProgress(int rounds, Masks masks, TriedFlips tried) {
    /** What a checkpoint has of it: the masks as a stream. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    private record State(int rounds, List<Set<Integer>> tried, byte[] masks) {}

    static Optional<MasksProgress> load(Checkpoint checkpoint, MaskTensor wanted) throws IOException {
        return checkpoint
                .kept(State.class)
                .map(state -> new MasksProgress(
                        state.rounds,
                        Masks.of(wanted, ClassMaskCoder.decode(state.masks, wanted.shape())),
                        new TriedFlips(wanted.shape(), state.tried)));
    }

    void save(Checkpoint checkpoint) throws IOException, InterruptedException {
        byte[] stream = ClassMaskCoder.encode(masks, MaskEffort.FAST, null);
        checkpoint.keep(new State(rounds, tried.byPair(), stream));
    }
}
