package org.fovea.lab.store;

import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Track;

/** Which runs can never be the floor, whoever asks for it. */
final class Promotion {
    private Promotion() {}

    /** Why a run cannot be promoted; absent where nothing in the run itself speaks against it. */
    static Optional<String> refused(Run run, Candidate candidate, Benchmark benchmark) {
        if (run.track().equals(Track.EXPLOIT) || candidate.track().equals(Track.EXPLOIT)) {
            return Optional.of("it is of the track " + Track.EXPLOIT + ", which needs files outside the archive");
        }
        if (!run.whole()) {
            return Optional.of("it is not one of the whole clip with its own settings; make that run first");
        }
        if (run.bytes().original() != benchmark.originalBytes()) {
            return Optional.of("its bytes are counted against " + run.bytes().original()
                    + " instead of the benchmark's " + benchmark.originalBytes());
        }
        return Optional.empty();
    }
}
