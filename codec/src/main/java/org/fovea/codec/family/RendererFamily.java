package org.fovea.codec.family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of renderer network: which tensors it has for given parameters. The archive header names a family by its id;
 * the renderer of the same id knows how to run it.
 */
public interface RendererFamily {
    /** What a network draws from. */
    enum Input {
        /** A class mask for each pair. */
        MASKS,
        /** Pictures of a video. */
        VIDEO,
        /** A few numbers for each pair. */
        LATENTS
    }

    /** What networks of this family draw from. */
    default Input input() {
        return Input.MASKS;
    }

    /**
     * Latent numbers of a pair.
     *
     * @param parameters one per name
     * @return 0 where there are none
     * @throws IllegalArgumentException where the parameters are not possible
     */
    default int latentDimensions(List<Integer> parameters) {
        return 0;
    }

    /** 1..255, unique; 0 stands for an archive without a renderer. */
    int id();

    /** Short name for people, for example {@code qzs3}. */
    String name();

    /** What each parameter means, in order; the last ones may be absent from a header. */
    List<String> parameterNames();

    /**
     * Length of the pose vector that conditions the network.
     *
     * @param parameters one per name
     * @throws IllegalArgumentException where the parameters are not possible
     */
    int poseDimensions(List<Integer> parameters);

    /**
     * The carrier that is one of the frames.
     *
     * @param parameters one per name
     * @return empty where both frames are pictures of the clip
     * @throws IllegalArgumentException where the parameters are not possible
     */
    default Optional<Carrier> carrier(List<Integer> parameters) {
        return Optional.empty();
    }

    /**
     * Which frame of a pair the carrier is.
     *
     * @param parameters one per name
     * @return 1 or 2; 0 where there is no carrier
     * @throws IllegalArgumentException where the parameters are not possible
     */
    default int carrierFrame(List<Integer> parameters) {
        return 0;
    }

    /**
     * A value for a parameter that a person leaves out. Holds where later parameters are given.
     *
     * @param index of its name
     * @return empty where it has to be given
     */
    default OptionalInt usual(int index) {
        return OptionalInt.empty();
    }

    /** Name of the matrix whose columns multiply the dimensions of the pose vector, if there is one. */
    Optional<String> poseMatrix();

    /**
     * The tensors in the order in which an archive stores them.
     *
     * @param parameters one per name, each 1..65535
     * @param classes number of mask classes
     * @throws IllegalArgumentException where the parameters are not possible
     */
    List<TensorSpec> tensors(List<Integer> parameters, int classes);
}
