package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.score.FileHash;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.video.clip.Clip;

/**
 * Files that are to be compared, by name, and what is charged for them. {@link #prepare} finds out what is wrong before
 * any network begins.
 *
 * @param original a clip, or a folder that holds one and nothing else
 * @param candidate an archive, a foreign submission, a submission folder, raw frames, or a clip
 * @param payload files outside the archive that inflating needs, such as weights; charged by the accounting
 *     {@code rule_faithful}
 * @param baseClips clips whose archives share the base that the candidate needs, 1 or more; each is charged its part
 * @param archive that raw frames were inflated from: its size is charged
 * @param threads to inflate and evaluate with, 1..256; no digit depends on it
 * @param trustLayout whether raw frames are taken as RGB even where their bytes look otherwise
 */
public record ScoreRequest(
        Path original,
        Path candidate,
        List<Path> payload,
        List<Path> bases,
        int baseClips,
        Optional<Path> archive,
        int threads,
        boolean trustLayout,
        Optional<Part> part,
        Consumer<String> note) {
    /**
     * Only some pairs of the original. A candidate that shows no others is charged their share of the original's bytes;
     * one that shows all gives means and no score.
     *
     * @param first counted from 0
     * @param pairs at least 1
     */
    public record Part(int first, int pairs) {}

    /** Of all pairs of an original and what is shown in its place, and nothing besides. */
    public static ScoreRequest of(Path original, Path candidate) {
        return new ScoreRequest(
                original,
                candidate,
                List.of(),
                List.of(),
                1,
                Optional.empty(),
                Math.min(256, Runtime.getRuntime().availableProcessors()),
                false,
                Optional.empty(),
                line -> {});
    }

    /**
     * What was found, ready to be scored.
     *
     * @param firstPair of the original that the candidate shows
     * @param pairs that it shows, whole ones
     * @param whole whether it shows all of the original
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
        int firstPair = part.map(Part::first).orElse(0);
        int asked = part.map(Part::pairs).orElse(all);
        if (firstPair < 0 || asked < 1 || firstPair + asked > all) {
            throw AppException.usage("pairs " + firstPair + ".." + (firstPair + asked - 1) + " are not in 0.."
                    + (all - 1) + ", the pairs of " + clip.path());
        }
        boolean shownWhole = shown.frameCount(clip.size()) >= 2L * all;
        int from = shownWhole ? 0 : firstPair;
        int pairs = shownWhole ? all : asked;
        OriginalFiles counted = pairs == all
                ? files
                : new OriginalFiles(
                        files.clip(),
                        files.counted().stream()
                                .map(file -> file.share(from, pairs, all))
                                .toList());
        MeteredBytes bytes = metered(shown, counted, hashes);
        CandidateChecks.verify(clip, new ClipPart(clip::frames, from, pairs), shown, trustLayout);
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
            throw AppException.usage(
                    "fovea score: " + own.get() + " is the candidate and already charged; --archive is for raw frames");
        }
        return CandidateChecks.metered(own.or(() -> archive), payload, baseClips, files, shown, hashes);
    }
}
