package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.app.AppException.Reason;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.score.FileHash;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.video.clip.Clip;

/**
 * Files that are to be compared, by name, and what is charged for them. {@link #prepare} finds out what is wrong before
 * any network begins.
 */
public final class ScoreRequest {
    private final Path original;
    private final Path candidate;
    private List<Path> payload = List.of();
    private List<Path> bases = List.of();
    private Optional<Path> archive = Optional.empty();
    private int threads = Math.min(256, Runtime.getRuntime().availableProcessors());
    private int baseClips = 1;
    private boolean trustLayout;
    private Consumer<String> note = line -> {};
    private int firstPair;
    private OptionalInt partPairs = OptionalInt.empty();

    private ScoreRequest(Path original, Path candidate) {
        this.original = original;
        this.candidate = candidate;
    }

    /**
     * Of an original and what is shown in its place.
     *
     * @param original a clip, or a folder that holds one and nothing else
     * @param candidate an archive, a foreign submission, a submission folder, raw frames, or a clip
     */
    public static ScoreRequest of(Path original, Path candidate) {
        return new ScoreRequest(original, candidate);
    }

    /**
     * Files outside the archive that inflating needs, such as weights; charged by the accounting {@code rule_faithful}.
     */
    public ScoreRequest payload(List<Path> files) {
        payload = List.copyOf(files);
        return this;
    }

    /** Bases that the candidate may need; the one that it needs is charged. */
    public ScoreRequest bases(List<Path> files) {
        bases = List.copyOf(files);
        return this;
    }

    /** Clips whose archives share the base that the candidate needs, 1 or more; each is charged its part. */
    public ScoreRequest baseClips(int clips) {
        baseClips = clips;
        return this;
    }

    /** The archive that raw frames were inflated from: its size is charged. */
    public ScoreRequest archive(Path file) {
        archive = Optional.of(file);
        return this;
    }

    /** Threads to inflate and evaluate with, 1..256; no digit depends on it. Usually one for each processor. */
    public ScoreRequest threads(int count) {
        threads = count;
        return this;
    }

    /** Raw frames are taken as RGB even where their bytes look otherwise. */
    public ScoreRequest trustLayout(boolean trusted) {
        trustLayout = trusted;
        return this;
    }

    /**
     * Only these pairs of the original. A candidate that shows no others is charged their share of the original's
     * bytes; one that shows all gives means and no score.
     *
     * @param first counted from 0
     * @param pairs at least 1
     */
    public ScoreRequest part(int first, int pairs) {
        firstPair = first;
        partPairs = OptionalInt.of(pairs);
        return this;
    }

    /** Told what is not charged. */
    public ScoreRequest notes(Consumer<String> listener) {
        note = listener;
        return this;
    }

    /**
     * What was found, ready to be scored.
     *
     * @param firstPair of the original that the candidate shows
     * @param pairs that it shows, whole ones
     * @param whole whether it shows all of the original
     * @param options all of them
     * @param hashes of files that were read already
     */
    public record Ready(
            Clip clip,
            int firstPair,
            int pairs,
            boolean whole,
            Candidate candidate,
            MeteredBytes bytes,
            ScoreOptions options,
            FileHashes hashes) {}

    /**
     * Opens both files and checks that they can be compared.
     *
     * @throws org.fovea.evaluate.score.ScoreException where they cannot
     * @throws AppException where the candidate draws nothing, or an archive is told beside it
     */
    public Ready prepare() throws IOException {
        OriginalFiles files = OriginalFiles.of(original);
        FileHash.verifyDifferent(original, candidate);
        List<Path> beside = Stream.concat(payload.stream(), bases.stream()).toList();
        Candidate shown = Candidate.open(candidate, beside, threads, note);
        FileHash.verifyDifferent(files.clip(), shown.file());
        FileHashes hashes = new FileHashes();
        Clip clip = Clip.open(files.clip());
        int all = CandidateChecks.pairs(clip);
        int asked = partPairs.orElse(all);
        if (firstPair < 0 || asked < 1 || firstPair + asked > all) {
            throw AppException.usage("pairs " + firstPair + ".." + (firstPair + asked - 1) + " are not in 0.."
                    + (all - 1) + ", the pairs of " + clip.path());
        }
        boolean shownWhole = shown.frameCount(clip.size()) >= 2L * all;
        int from = shownWhole ? 0 : firstPair;
        int pairs = shownWhole ? all : asked;
        ClipPart part = new ClipPart(clip::frames, from, pairs);
        OriginalFiles counted = pairs == all
                ? files
                : new OriginalFiles(
                        files.clip(),
                        files.counted().stream()
                                .map(file -> file.share(from, pairs, all))
                                .toList());
        MeteredBytes bytes = metered(shown, counted, hashes);
        CandidateChecks.verify(clip, part, shown, trustLayout);
        ScoreOptions options = ScoreOptions.all(threads);
        return new Ready(
                clip,
                from,
                pairs,
                pairs == all,
                shown,
                bytes,
                asked < pairs ? options.withPairs(firstPair, firstPair + asked) : options,
                hashes);
    }

    private MeteredBytes metered(Candidate shown, OriginalFiles files, FileHashes hashes) throws IOException {
        Optional<Path> own = shown.archive();
        if (own.isPresent() && archive.isPresent()) {
            throw AppException.usage(Reason.CANDIDATE_IS_CHARGED, own.get() + " is the candidate and already charged");
        }
        return CandidateChecks.metered(own.or(() -> archive), payload, baseClips, files, shown, hashes);
    }
}
