package org.fovea.evaluate.comparison;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.config.YamlMap;

/**
 * Mean of the squared angles between both answers, the short way round.
 *
 * @param of what the outputs are
 */
public record Angle(Kind of) implements Comparison {
    private static final int QUATERNION = 4;
    private static final double TINY = 1e-24;

    public enum Kind {
        /** Angles in radians; a whole turn is 2π. */
        RADIANS(2 * Math.PI),
        /** Angles in degrees; a whole turn is 360. */
        DEGREES(360),
        /** Groups of four numbers, each a rotation; q and −q are the same one, and lengths do not matter. */
        QUATERNIONS(0);

        private final double turn;

        Kind(double turn) {
            this.turn = turn;
        }
    }

    @Override
    public String label() {
        return "angle";
    }

    @Override
    public String unit() {
        return of == Kind.DEGREES ? "square degrees" : "square radians";
    }

    @Override
    public double turn() {
        return of.turn;
    }

    @Override
    public List<String> settings() {
        return List.of("of=" + YamlMap.word(of));
    }

    @Override
    public void verify(long[] shape) {
        if (of == Kind.QUATERNIONS && (shape.length != 2 || shape[1] % QUATERNION != 0)) {
            throw new IllegalArgumentException("quaternions need [N, a multiple of 4]");
        }
    }

    @Override
    public double value(float[] original, float[] candidate) {
        if (of == Kind.QUATERNIONS) {
            double sum = 0;
            for (int at = 0; at + QUATERNION <= original.length; at += QUATERNION) {
                sum += rotation(original, candidate, at);
            }
            return sum / Math.max(1, original.length / QUATERNION);
        }
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            double difference = (double) candidate[i] - original[i];
            double wrapped = difference - of.turn * Math.rint(difference / of.turn);
            sum += wrapped * wrapped;
        }
        return sum / original.length;
    }

    /** Squared angle between two rotations. */
    private static double rotation(float[] a, float[] b, int at) {
        double product = 0;
        double one = TINY;
        double other = TINY;
        for (int i = at; i < at + QUATERNION; i++) {
            product += (double) a[i] * b[i];
            one += (double) a[i] * a[i];
            other += (double) b[i] * b[i];
        }
        double sign = product < 0 ? -1 : 1;
        double chord = 0;
        for (int i = at; i < at + QUATERNION; i++) {
            double apart = a[i] / Math.sqrt(one) - sign * b[i] / Math.sqrt(other);
            chord += apart * apart;
        }
        double angle = 4 * Math.asin(Math.min(1, Math.sqrt(chord) / 2));
        return angle * angle;
    }

    @Override
    public Tensor loss(Tensor original, Tensor candidate) {
        if (of == Kind.QUATERNIONS) {
            Tensor a = directions(original);
            Tensor b = directions(candidate);
            Tensor sign = summed(a.mul(b))
                    .detach()
                    .ge(new Scalar(0.0))
                    .mul(new Scalar(2.0))
                    .sub(new Scalar(1.0));
            Tensor apart = a.sub(b.mul(sign));
            // The small number keeps the root's slope finite where both are alike; there the angle's square has slope
            // 0.
            Tensor half = summed(apart.mul(apart))
                    .div(new Scalar(4.0))
                    .add(new Scalar(1e-12))
                    .sqrt()
                    .clamp_max(new Scalar(1 - 1e-6));
            Tensor angle = half.asin().mul(new Scalar(4.0));
            return angle.mul(angle).mean();
        }
        Tensor difference = candidate.sub(original);
        Tensor turns = difference.detach().div(new Scalar(of.turn)).round().mul(new Scalar(of.turn));
        Tensor wrapped = difference.sub(turns);
        return wrapped.mul(wrapped).mean();
    }

    /** [rotations, 4], each of length 1. */
    private static Tensor directions(Tensor answers) {
        Tensor rows = answers.reshape(-1, QUATERNION);
        return rows.div(summed(rows.mul(rows)).add(new Scalar(TINY)).sqrt());
    }

    private static Tensor summed(Tensor rows) {
        return rows.sum(new long[] {1}, true, new ScalarTypeOptional());
    }
}
