package org.fovea.app.compress;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.BaseTrial;
import org.fovea.encode.run.Choice;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.PriceChoice;
import org.fovea.encode.run.TimeChoice;
import org.fovea.evaluate.score.ScoreResult;

/**
 * What a compression came to.
 *
 * @param score of the frames that another process has drawn from it
 * @param isolation what hid the rest of the machine from that process, for people
 * @param inflateSeconds that drawing took
 * @param choice why with this profile, where several were tried
 * @param time with how many training steps, where it was to end in time
 * @param price at which price of a byte, where a target was to be kept
 * @param baseTrial how a base was judged, where there was one
 * @param verdict what AV1 and HEVC do on the same pairs, where that was asked for
 * @param seconds of this process, drawing and scoring included
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
public record Compressed(
        byte[] archive,
        ByteLedger ledger,
        ScoreResult score,
        String isolation,
        double inflateSeconds,
        Profile profile,
        Optional<Choice> choice,
        Optional<TimeChoice> time,
        Optional<PriceChoice> price,
        Optional<BaseTrial.Suits> baseTrial,
        List<FinishedStage> stages,
        Optional<Verdict> verdict,
        double seconds) {
    /**
     * Whether the archive keeps the target that was asked for, by the frames that another process has drawn; true where
     * none was.
     */
    public boolean targetReached() {
        return price.isEmpty()
                || price.get().target().reached(archive.length, score.lost().withoutRate());
    }
}
