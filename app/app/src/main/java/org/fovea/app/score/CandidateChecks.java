package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.fovea.app.AppException;
import org.fovea.app.open.Bases;
import org.fovea.app.text.Text;
import org.fovea.codec.FrameSize;
import org.fovea.codec.weights.WeightBase;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.raw.ByteOrderCheck;
import org.fovea.video.raw.RawFrames;

/** What can be found wrong before the networks begin, and what is charged. */
public final class CandidateChecks {
    private CandidateChecks() {}

    /**
     * Number of pairs of a clip.
     *
     * @throws ScoreException where there is none
     */
    public static int pairs(Clip clip) {
        long pairs = clip.frameCount() / 2;
        if (pairs < 1) {
            throw new ScoreException(clip.path() + ": has " + clip.frameCount() + " frame and therefore no pair");
        }
        return Math.toIntExact(pairs);
    }

    /**
     * Refuses a candidate of another size or length than a part of a clip, and raw frames whose bytes lie otherwise.
     *
     * @param trustLayout whether bytes that look otherwise are taken as RGB nevertheless
     */
    static void verify(Clip clip, ClipPart part, Candidate candidate, boolean trustLayout) throws IOException {
        FrameSize size = clip.size();
        if (candidate.size().isPresent() && !candidate.size().get().equals(size)) {
            throw new ScoreException(candidate.file() + ": frames of "
                    + candidate.size().get() + ", the original " + clip.path() + " has " + size
                    + "; a candidate has the original's size");
        }
        long frames = candidate.frameCount(size);
        boolean whole = part.pairs() == clip.frameCount() / 2;
        if (!whole && frames != 2L * part.pairs()) {
            throw new ScoreException(candidate.file() + ": " + Text.count(frames) + " frames of " + size + ", pairs "
                    + part.firstPair() + ".." + (part.firstPair() + part.pairs() - 1) + " of " + clip.path() + " have "
                    + Text.count(2L * part.pairs()) + "; a candidate has as many as the part that it is of");
        }
        if (whole && Math.abs(frames - clip.frameCount()) > clip.frameCount() % 2) {
            throw new ScoreException(candidate.file() + ": " + Text.count(frames) + " frames of " + size
                    + ", the original " + clip.path() + " has " + Text.count(clip.frameCount())
                    + "; of part of it, name the pairs: --pairs 0.." + Math.max(0, frames / 2 - 1)
                    + " where these are its first ones");
        }
        if (candidate instanceof Candidate.Raw && !trustLayout) {
            verifyLayout(clip, part, candidate);
        }
    }

    private static void verifyLayout(Clip clip, ClipPart part, Candidate candidate) throws IOException {
        try (RawFrames raw = RawFrames.open(candidate.file(), clip.size());
                FrameSource original = part.open()) {
            byte[] shown = new byte[clip.size().rgbBytes()];
            byte[] wanted = new byte[clip.size().rgbBytes()];
            if (raw.next(shown) && original.next(wanted)) {
                Optional<String> objection = ByteOrderCheck.objection(shown, wanted, clip.size());
                if (objection.isPresent()) {
                    throw new ScoreException(candidate.file() + ": " + objection.get()
                            + "; write RGB, red first, or add --trust-layout if the layout is right");
                }
            }
        }
    }

    /** With an archive whose size alone is known. */
    public static MeteredBytes metered(long archiveBytes, OriginalFiles original) {
        return new MeteredBytes(
                OptionalLong.of(archiveBytes), "a stream", Optional.empty(), List.of(), original.counted());
    }

    /** With an archive that is a file, or none. A base that it needs is charged wherever it lies. */
    public static MeteredBytes metered(
            Optional<Path> archive,
            List<Path> payload,
            int baseClips,
            OriginalFiles original,
            Candidate candidate,
            FileHashes hashes)
            throws IOException {
        if (archive.isEmpty()) {
            return new MeteredBytes(
                    OptionalLong.empty(), "not known", Optional.empty(), counted(payload), original.counted());
        }
        Path file = archive.get();
        if (Files.isDirectory(file)) {
            throw AppException.usage(file + ": is a folder; name the archive inside it");
        }
        if (Files.size(file) == 0) {
            throw new ScoreException(file + ": is empty, but an archive is charged by its size; name the real one");
        }
        for (Path outside : payload) {
            if (Files.isSameFile(outside, file) || Files.isSameFile(outside, candidate.file())) {
                throw AppException.usage(
                        outside + ": is the archive or the candidate itself, not a payload outside it");
            }
        }
        Optional<WeightBase.Reference> base = Bases.needed(file);
        return new MeteredBytes(
                OptionalLong.of(Files.size(file)),
                file.toString(),
                Optional.of(hashes.of(file)),
                withBase(counted(payload), payload, base, hashes),
                original.counted(),
                base.map(needed -> new MeteredBytes.BaseShare(needed.bytes(), baseClips)));
    }

    private static List<CountedFile> withBase(
            List<CountedFile> files, List<Path> payload, Optional<WeightBase.Reference> base, FileHashes hashes)
            throws IOException {
        if (base.isEmpty()) {
            return files;
        }
        for (Path file : payload) {
            if (hashes.of(file).equals(base.get().sha256())) {
                return files;
            }
        }
        List<CountedFile> all = new ArrayList<>(files);
        all.add(Bases.counted(base.get()));
        return all;
    }

    private static List<CountedFile> counted(List<Path> payload) throws IOException {
        List<CountedFile> files = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path file : payload) {
            if (Files.isDirectory(file)) {
                throw AppException.usage(file + ": is a folder; name the files of the payload");
            }
            if (!seen.add(file.toRealPath())) {
                continue; // named twice, needed once
            }
            files.add(new CountedFile(file.toString(), Files.size(file)));
        }
        return files;
    }
}
