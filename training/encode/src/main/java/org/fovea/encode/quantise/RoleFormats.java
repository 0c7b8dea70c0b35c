package org.fovea.encode.quantise;

import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.codec.family.TensorRole;

/**
 * Number formats by what a tensor does, as {@link NumberFormat#parse} reads them; {@code keep} is the format that a
 * tensor has in the archive.
 *
 * @param depthwise kernels of depthwise convolutions
 * @param pointwise weights of pointwise convolutions, and of the convolutions of filters
 * @param head weights of the layer that paints
 * @param embedding class embeddings and learnt maps
 * @param bias biases of convolutions and of the layer that paints
 * @param norm scales and shifts of norms
 * @param linear weights and biases of the pose path
 */
public record RoleFormats(
        String depthwise, String pointwise, String head, String embedding, String bias, String norm, String linear) {
    /** What stands for the format that a tensor already has. */
    public static final String KEEP = "keep";

    /** @throws IllegalArgumentException where one is no format */
    public RoleFormats {
        for (String format : new String[] {depthwise, pointwise, head, embedding, bias, norm, linear}) {
            parse(format);
        }
    }

    /** FP4 for the weights of convolutions, a few bits for the rest. */
    public static RoleFormats defaults() {
        return new RoleFormats("fp4/32", "fp4/32", "fp4/32", "q5", "q7", "q8", "q8");
    }

    /** The format of tensors of a role, or nothing where they keep theirs. */
    Optional<NumberFormat> of(TensorRole role) {
        return parse(
                switch (role) {
                    case DEPTHWISE -> depthwise;
                    case POINTWISE, CONVOLUTION -> pointwise;
                    case HEAD_WEIGHT -> head;
                    case EMBEDDING -> embedding;
                    case CONVOLUTION_BIAS, HEAD_BIAS -> bias;
                    case NORM_WEIGHT, NORM_BIAS -> norm;
                    case LINEAR_WEIGHT, LINEAR_BIAS -> linear;
                });
    }

    /** Whether all are codes of at most so many bits. */
    public boolean areCodes(int bits) {
        return Stream.of(depthwise, pointwise, head, embedding, bias, norm, linear)
                .allMatch(format ->
                        parse(format).orElse(null) instanceof NumberFormat.Codes codes && codes.bits() <= bits);
    }

    private static Optional<NumberFormat> parse(String format) {
        return format.equals(KEEP) ? Optional.empty() : Optional.of(NumberFormat.parse(format));
    }
}
