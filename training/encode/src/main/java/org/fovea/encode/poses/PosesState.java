package org.fovea.encode.poses;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.StageContext;

/** How far {@link PosesStage} is. */
final class PosesState {
    /** Hash of what the stage was given; a state of something else is of no use. */
    private final String identity;

    /** Linear models of the first pairs, of all when the search for poses is finished. */
    final List<LinearPose> models = new ArrayList<>();

    /** Distortion of the pairs with the poses that the stage was given. */
    final List<Double> before = new ArrayList<>();

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

    PosesState(String identity) {
        this.identity = identity;
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
        context.checkpoint().save(toBytes());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    byte[] toBytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(identity);
            writeModels(out, models);
            for (double cost : before) {
                out.writeDouble(cost);
            }
            out.writeInt(chances);
            out.writeInt(rounds);
            out.writeDouble(rough);
            out.writeDouble(distrust);
            writeFound(out, last);
            writeFound(out, best);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A saved state of the same work, if it is one. */
    static Optional<PosesState> parse(byte[] bytes, String identity) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        PosesState state = new PosesState(identity);
        if (!in.readUTF().equals(identity)) {
            return Optional.empty();
        }
        state.models.addAll(readModels(in));
        for (int pair = 0; pair < state.models.size(); pair++) {
            state.before.add(in.readDouble());
        }
        state.chances = in.readInt();
        state.rounds = in.readInt();
        state.rough = in.readDouble();
        state.distrust = in.readDouble();
        state.last = readFound(in);
        state.best = readFound(in);
        return Optional.of(state);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeInts(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static void writeModels(DataOutputStream out, List<LinearPose> models) throws IOException {
        out.writeInt(models.size());
        for (LinearPose model : models) {
            writeDoubles(out, model.pose());
            writeDoubles(out, model.residuals());
            for (double[] row : model.jacobian()) {
                writeDoubles(out, row);
            }
        }
    }

    private static List<LinearPose> readModels(DataInputStream in) throws IOException {
        List<LinearPose> models = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            double[] pose = readDoubles(in);
            double[] residuals = readDoubles(in);
            double[][] jacobian = new double[residuals.length][];
            for (int output = 0; output < jacobian.length; output++) {
                jacobian[output] = readDoubles(in);
            }
            models.add(new LinearPose(pose, residuals, jacobian));
        }
        return models;
    }

    private static void writeFound(DataOutputStream out, Optional<Found> found) throws IOException {
        out.writeBoolean(found.isPresent());
        if (found.isPresent()) {
            PoseTrack track = found.get().track();
            out.writeInt(track.pairs());
            out.writeInt(track.dimensions());
            writeBytes(out, PoseCoder.encode(track));
            writeModels(out, found.get().models());
            writeInts(out, found.get().sizes());
            out.writeDouble(found.get().points());
        }
    }

    private static Optional<Found> readFound(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return Optional.empty();
        }
        int pairs = in.readInt();
        int dimensions = in.readInt();
        PoseTrack track = PoseCoder.decode(in.readNBytes(in.readInt()), pairs, dimensions);
        return Optional.of(new Found(track, readModels(in), readInts(in), in.readDouble()));
    }
}
