package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.fovea.app.AppException;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.folder.Place;
import org.fovea.lab.record.Benchmark;
import org.fovea.video.clip.Clip;

/** Clips and networks of benchmarks, opened once and verified against what the ledger says of them. */
public final class Bench implements AutoCloseable {
    private final LabFolder folder;
    private final Map<String, Setup> open = new HashMap<>();

    public Bench(LabFolder folder) {
        this.folder = folder;
    }

    /**
     * A benchmark's files.
     *
     * @param clip in the colours that the networks want
     * @param networks open until the bench is closed
     */
    public record Setup(Clip clip, String clipSha256, EvaluatorPair networks) {}

    /**
     * Opens a benchmark.
     *
     * @throws AppException where its files are not here, or not those of the ledger
     */
    public synchronized Setup of(Benchmark benchmark) throws IOException {
        Setup known = open.get(benchmark.key());
        if (known != null) {
            return known;
        }
        Place place = folder.config().benchmarks().get(benchmark.name());
        if (place == null) {
            throw AppException.environment("benchmark " + benchmark.name()
                    + ": lab.yaml does not say where its clip and networks are on this machine; add it"
                    + " under benchmarks");
        }
        Path file = place.clipIn(folder.path());
        if (!Files.isRegularFile(file)) {
            throw AppException.environment(
                    "benchmark " + benchmark.name() + ": " + file + " is not there; correct benchmarks in lab.yaml");
        }
        String hash = Sha256.of(file);
        if (!benchmark.clipSha256().orElse(hash).equals(hash)) {
            throw AppException.badInput(file + ": is another clip than that of benchmark " + benchmark.name()
                    + "; correct benchmarks in lab.yaml");
        }
        EvaluatorPair networks = open(place);
        String identity = networks.identity().hash();
        if (!benchmark.evaluatorsSha256().orElse(identity).equals(identity)) {
            networks.close();
            throw AppException.badInput(place.evaluators() + ": are other networks than those of benchmark "
                    + benchmark.name() + "; correct benchmarks in lab.yaml");
        }
        Setup setup = new Setup(Clip.open(file).withColours(networks.colours()), hash, networks);
        open.put(benchmark.key(), setup);
        return setup;
    }

    private EvaluatorPair open(Place place) throws IOException {
        try {
            return EvaluatorSelection.open(place.evaluatorsIn(folder.path()));
        } catch (IllegalArgumentException e) {
            throw AppException.badInput("lab.yaml: evaluators: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(setup -> setup.networks().close());
        open.clear();
    }
}
