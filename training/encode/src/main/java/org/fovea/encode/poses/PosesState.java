package org.fovea.encode.poses;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.pose.PoseTrack;

/** How far {@link PosesStage} is, as its checkpoint has it. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class PosesState {
    /** Linear models of the first pairs, of all when the search for poses is finished. */
    List<LinearPose> models = new ArrayList<>();

    /** Distortion of the pairs with the poses that the stage was given. */
    List<Double> before = new ArrayList<>();

    /** Second chances that the worst pairs had. */
    int chances;

    /** Finished rounds of the search for codes. */
    int rounds;

    /** Part of the distortion that the models do not see. */
    double rough;

    /**
     * How much more they do not see, as a share of what a move does by them: before anything is known, a tenth,
     * squared.
     */
    double distrust = 0.01;

    /** What was found last and what was the best, with the models there. */
    Optional<Found> last = Optional.empty();

    Optional<Found> best = Optional.empty();

    /** Codes whose distortion was measured. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Found(PoseTrack track, List<LinearPose> models, int[] sizes, double points) {}

    /** Distortion of each pair with the poses that the stage was given. */
    double[] costsBefore() {
        return before.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
