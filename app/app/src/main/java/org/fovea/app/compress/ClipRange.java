package org.fovea.app.compress;

import java.util.List;
import org.fovea.app.score.CandidateChecks;
import org.fovea.app.text.Text;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.video.clip.Clip;

/** Which pairs of a clip are encoded. */
public record ClipRange(Clip clip, int firstPair, int pairs) {
    public static ClipRange all(Clip clip) {
        return new ClipRange(clip, 0, CandidateChecks.pairs(clip));
    }

    /** The same as networks see it: with their colours, and with all that they take for pairs where it is whole. */
    ClipRange seenBy(EvaluatorPair networks) {
        int seen = whole() ? networks.pairs(clip.frameCount()) : pairs;
        return new ClipRange(clip.withColours(networks.colours()), firstPair, seen);
    }

    public boolean whole() {
        return pairs >= clip.frameCount() / 2;
    }

    /**
     * What is counted as the size of these pairs: all of the files of the original, or the pairs' share of their bytes.
     */
    public List<CountedFile> counted(List<CountedFile> files) {
        int all = all(clip).pairs();
        return whole()
                ? files
                : files.stream().map(file -> file.share(firstPair, pairs, all)).toList();
    }

    /** Which pairs these are, in words, and what becomes of an odd last frame. */
    public String title() {
        if (!whole()) {
            return "pairs " + firstPair + ".." + lastPair();
        }
        boolean odd = clip.frameCount() % 2 != 0;
        return Text.count(pairs, "pair")
                + (odd
                        ? " (the last of " + Text.count(clip.frameCount()) + " frames has no partner and is "
                                + (2L * pairs > clip.frameCount() ? "drawn twice)" : "left out)")
                        : "");
    }

    public ClipPart part() {
        return new ClipPart(clip::frames, firstPair, pairs);
    }

    public int lastPair() {
        return firstPair + pairs - 1;
    }
}
