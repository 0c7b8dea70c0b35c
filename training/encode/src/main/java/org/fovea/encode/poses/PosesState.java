package org.fovea.encode.poses;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.StageContext;

/** How far {@link PosesStage} is, as its checkpoint has it. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class PosesState {
    /** Hash of what the stage was given; a state of something else is of no use. */
    private transient String identity = "";

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

    /** What is done of a work, if anything is. */
    static PosesState of(String identity, Checkpoint checkpoint) throws IOException {
        PosesState state = checkpoint.kept(identity, PosesState.class).orElseGet(PosesState::new);
        state.identity = identity;
        return state;
    }

    /** Distortion of each pair with the poses that the stage was given. */
    double[] costsBefore() {
        return before.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Makes it the stage's checkpoint.
     *
     * @throws InterruptedException where the thread is interrupted; what was saved stays
     */
    void save(StageContext context) throws IOException, InterruptedException {
        context.checkpoint().keep(identity, this);
    }
}
