package org.fovea.app.clips;

import java.io.IOException;
import java.util.Optional;
import org.fovea.app.workshop.Bench;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.lab.record.Benchmark;
import org.fovea.video.clip.Clip;

/**
 * Clip and networks of a benchmark, opened when they are first needed: where all clips for viewing are kept already,
 * they never are.
 */
final class BenchmarkFiles implements ClipFiles {
    private final Bench bench;
    private final Benchmark benchmark;

    BenchmarkFiles(Bench bench, Benchmark benchmark) {
        this.bench = bench;
        this.benchmark = benchmark;
    }

    /**
     * Opens them, once.
     *
     * @throws org.fovea.app.AppException where they are not here
     */
    Setup open() throws IOException {
        return bench.of(benchmark);
    }

    /** Identity of the clip, from the ledger where that says so. */
    String clipHash() throws IOException {
        Optional<String> known = benchmark.clipSha256();
        return known.isPresent() ? known.get() : open().clipSha256();
    }

    /** Identity of the networks, likewise. */
    String networksHash() throws IOException {
        Optional<String> known = benchmark.evaluatorsSha256();
        return known.isPresent() ? known.get() : open().networks().identity().hash();
    }

    @Override
    public int pairs() {
        return benchmark.pairs();
    }

    @Override
    public Clip clip() throws IOException {
        return open().clip();
    }

    @Override
    public EvaluatorPair networks() throws IOException {
        return open().networks();
    }
}
