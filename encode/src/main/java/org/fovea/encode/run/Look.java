package org.fovea.encode.run;

import java.io.IOException;
import java.util.Optional;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Asks the networks about the original, once in a run. The ground truth is kept in a file of its own, because no
 * archive holds the poses of the original.
 */
final class Look {
    /** What logs and run directories call it. */
    static final String NAME = "look";

    static final String LABEL = "01-" + NAME;

    private final RunDirectory directory;
    private final RunWatcher watcher;
    private final int threads;

    Look(RunDirectory directory, RunWatcher watcher, int threads) {
        this.directory = directory;
        this.watcher = watcher;
        this.threads = threads;
    }

    /**
     * The original with its ground truth: what is known already, what is in the directory, or what the networks say.
     */
    TruthSource known(TruthSource original) throws IOException, InterruptedException {
        if (original.truth().isPresent()) {
            return original;
        }
        String key = LABEL + " " + original.key();
        FileCheckpoint finished = directory.truthFile(key);
        Optional<byte[]> saved = finished.load();
        Optional<TruthSource> restored = saved.isPresent() ? original.restored(saved.get()) : Optional.empty();
        if (restored.isPresent()) {
            return restored.get();
        }
        watcher.begins(LABEL);
        FileCheckpoint checkpoint = directory.checkpoint(LABEL, key);
        Optional<byte[]> state = checkpoint.load();
        Optional<GroundTruth> begun = state.isPresent() ? original.read(state.get()) : Optional.empty();
        TruthSource complete = original.complete(threads, begun, new TruthSource.Watcher() {
            @Override
            public void update(int done, int total) {
                watcher.update(NAME, done, total);
            }

            @Override
            public void keep(GroundTruth soFar) throws IOException {
                checkpoint.save(original.toBytes(soFar));
            }
        });
        finished.save(complete.toBytes(complete.truth().orElseThrow()));
        checkpoint.delete();
        return complete;
    }
}
