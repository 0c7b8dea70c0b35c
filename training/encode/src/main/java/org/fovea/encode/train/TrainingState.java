package org.fovea.encode.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FormatException;

/**
 * A moment of a training, all that is needed to go on as if nothing had happened.
 *
 * @param step steps that were made
 * @param optimiser see {@link Adam#state}
 * @param optimiserSteps see {@link Adam#steps}
 * @param losses running segmentation loss of each pair
 * @param meanPose running mean of the pose distortion
 * @param pending steps whose gradients were being computed, in order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
record TrainingState(
        long step,
        float[][][] optimiser,
        long optimiserSteps,
        double[] losses,
        double meanPose,
        List<Pending> pending) {
    private static final int VERSION = 3;
    private static final int MOST_PAIRS = 1 << 16;

    /**
     * A step whose gradient is not there yet.
     *
     * @param pairs that it looks at
     * @param weights at which the gradient is taken
     * @param meanPose at which the square root is linearised
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Pending(long step, int[] pairs, double meanPose, float[][] weights) {}

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(step);
            out.writeLong(optimiserSteps);
            out.writeDouble(meanPose);
            for (float[][] part : optimiser) {
                write(out, part);
            }
            for (double loss : losses) {
                out.writeDouble(loss);
            }
            out.writeInt(pending.size());
            for (Pending one : pending) {
                out.writeLong(one.step());
                out.writeInt(one.pairs().length);
                for (int pair : one.pairs()) {
                    out.writeInt(pair);
                }
                out.writeDouble(one.meanPose());
                write(out, one.weights());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a state.
     *
     * @param like a state of the optimiser, for the shapes
     * @throws FormatException where the state is of another network or another version
     */
    static TrainingState parse(byte[] bytes, float[][][] like, int pairs) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            verify(in.readInt() == VERSION);
            long step = in.readLong();
            long optimiserSteps = in.readLong();
            double meanPose = in.readDouble();
            float[][][] optimiser = new float[like.length][][];
            for (int i = 0; i < like.length; i++) {
                optimiser[i] = read(in, like[i]);
            }
            double[] losses = new double[pairs];
            for (int i = 0; i < pairs; i++) {
                losses[i] = in.readDouble();
            }
            int count = in.readInt();
            verify(count >= 0 && count <= 64);
            List<Pending> pending = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long at = in.readLong();
                int looked = in.readInt();
                verify(looked > 0 && looked <= MOST_PAIRS);
                int[] which = new int[looked];
                for (int j = 0; j < looked; j++) {
                    which[j] = in.readInt();
                    verify(which[j] >= 0 && which[j] < pairs);
                }
                pending.add(new Pending(at, which, in.readDouble(), read(in, like[0])));
            }
            verify(in.read() < 0);
            return new TrainingState(step, optimiser, optimiserSteps, losses, meanPose, pending);
        } catch (IOException e) {
            throw damaged();
        }
    }

    private static void write(DataOutputStream out, float[][] values) throws IOException {
        for (float[] tensor : values) {
            for (float value : tensor) {
                out.writeFloat(value);
            }
        }
    }

    private static float[][] read(DataInputStream in, float[][] like) throws IOException {
        float[][] values = new float[like.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[like[i].length];
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = in.readFloat();
            }
        }
        return values;
    }

    private static void verify(boolean holds) {
        if (!holds) {
            throw damaged();
        }
    }

    private static FormatException damaged() {
        return new FormatException("checkpoint", 0, "this is not a checkpoint of this training", "start the run over");
    }
}
