package org.fovea.evaluate.official;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Makes layers from named weights, either as they were trained or folded. Owns the tensors of all layers that it made.
 */
interface Layers extends AutoCloseable {
    /** Of every batch norm but those that have one channel. */
    double EPSILON = 1e-5;

    /** Of the batch norms that have one channel for all values. */
    double SINGLE_EPSILON = 1e-3;

    /** A convolution with its own bias; kernels of odd size k are padded by k / 2. */
    Layer convolution(String name, int stride, int groups);

    /** A convolution followed by a batch norm. */
    Layer convolution(String name, String norm, int stride, int groups);

    /**
     * A 3×3 convolution followed by a batch norm, of a picture that is doubled by repeating every pixel, with a skip's
     * channels behind its own.
     *
     * @param skipChannels channels of the skip, 0 for none
     */
    MergingLayer upsampledConvolution(String name, String norm, int skipChannels);

    /**
     * The sum of convolutions with batch norms, and of the input with a batch norm where there is an identity branch.
     *
     * @param identity name of the batch norm of the identity branch, or null
     * @param branches names of the convolutions, each with the parts {@code conv} and {@code bn}
     */
    Layer branches(@Nullable String identity, List<String> branches, int stride, int groups);

    /** The input plus the scaled difference of a depthwise convolution's branches and a batch norm. */
    Layer tokenMixer(String name, int channels);

    /** A 1×1 convolution whose outputs are multiplied by a factor each; {@code shown} names what it is before that. */
    Layer scaledConvolution(String name, String factors, String shown);

    /** A linear layer. */
    Layer linear(String name);

    /** A linear layer followed by a batch norm of one channel. */
    Layer linear(String name, String norm);

    /** A tensor as it is stored. */
    Tensor constant(String name);

    /** Frees the tensors. */
    @Override
    void close();
}
