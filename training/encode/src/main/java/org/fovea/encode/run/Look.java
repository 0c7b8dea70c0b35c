package org.fovea.encode.run;

import java.io.IOException;
import java.util.Optional;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Computes the ground truth of the original, once in a run. It is kept in a file of its own, because no archive holds
 * the poses of the original.
 */
final class Look {
    /** What logs and run directories call it. */
    static final String NAME = "look";

    static final String LABEL = "01-" + NAME;

    private Look() {}

    /** The inputs with the ground truth: what is known, what is in the directory, or what the networks say. */
    static EncodeRun.Inputs known(RunDirectory directory, RunWatcher watcher, EncodeRun.Inputs inputs)
            throws IOException, InterruptedException {
        TruthSource original = inputs.original();
        if (original.truth().isPresent()) {
            return inputs;
        }
        String key = LABEL + " " + original.key();
        FileCheckpoint finished = directory.truthFile(key);
        Optional<byte[]> saved = finished.load();
        Optional<TruthSource> restored = saved.isPresent() ? original.restored(saved.get()) : Optional.empty();
        if (restored.isPresent()) {
            return inputs.with(restored.get());
        }
        watcher.begins(LABEL);
        FileCheckpoint checkpoint = directory.checkpoint(LABEL, key);
        Optional<byte[]> state = checkpoint.load();
        Optional<GroundTruth> begun = state.isPresent() ? original.read(state.get()) : Optional.empty();
        TruthSource complete = original.complete(
                inputs.threads(),
                begun,
                done -> watcher.update(NAME, done, original.pairs()),
                soFar -> checkpoint.save(original.toBytes(soFar)));
        finished.save(complete.toBytes(complete.truth().orElseThrow()));
        checkpoint.delete();
        return inputs.with(complete);
    }
}
