package org.fovea.codec.family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of renderer network: which tensors it has for given parameters. The archive header names a family by its id;
 * the renderer of the same id knows how to run it. Parameters are one per name; methods that take them throw an
 * {@link IllegalArgumentException} where they are not possible.
 */
public abstract class RendererFamily {
    public enum Input {
        MASKS,
        VIDEO,
        LATENTS
    }

    private final int id;
    private final String name;
    private final Input input;
    private final int pose;
    private final List<String> parameterNames;

    RendererFamily(int id, String name, Input input, int pose, List<String> parameterNames) {
        this.id = id;
        this.name = name;
        this.input = input;
        this.pose = pose;
        this.parameterNames = List.copyOf(parameterNames);
    }

    /** 1..255, unique; 0 means an archive without a renderer. */
    public final int id() {
        return id;
    }

    /** Short display name, for example {@code qzs3}. */
    public final String name() {
        return name;
    }

    public final Input input() {
        return input;
    }

    /** Length of a pair's pose vector. */
    public int poseDimensions(List<Integer> parameters) {
        return pose;
    }

    /**
     * The parameters with which each frame of a pair has a pose of its own, so that the motion from the pair before can
     * be fitted as well as the motion within the pair; and latent numbers of its own, where there are any.
     *
     * @return the same where the family cannot do it
     */
    public List<Integer> ofSequence(List<Integer> parameters) {
        return parameters;
    }

    /** What each parameter means, in order; the last ones may be absent from a header. */
    public final List<String> parameterNames() {
        return parameterNames;
    }

    /**
     * Pictures that are rendered for a pair, each from latent numbers of its own: 1, or 2 where the frames differ in
     * more than motion.
     */
    public int pictures(List<Integer> parameters) {
        return 1;
    }

    /**
     * Latent numbers of a picture.
     *
     * @return 0 where there are none
     */
    public int latentDimensions(List<Integer> parameters) {
        return 0;
    }

    /**
     * A value for a parameter that a person leaves out. Holds where later parameters are given.
     *
     * @param index of its name
     * @return empty where it has to be given
     */
    public OptionalInt usual(int index) {
        return OptionalInt.empty();
    }

    /** Name of the matrix whose columns multiply the dimensions of the pose vector, if there is one. */
    public Optional<String> poseMatrix() {
        return Optional.empty();
    }

    /**
     * The tensors in the order in which an archive stores them.
     *
     * @param parameters one per name, each 1..65535
     * @param classes number of mask classes; ignored by families without masks
     */
    public abstract List<TensorSpec> tensors(List<Integer> parameters, int classes);

    /** @throws IllegalArgumentException where a parameter is not in {@code least}..{@code most} */
    static void check(String family, String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    parameter + " " + value + " of renderer family " + family + " is not in " + least + ".." + most);
        }
    }

    /** @throws IllegalArgumentException where the side of a cell is not 1, 2, 4 or 8 */
    static void checkFold(String family, int fold) {
        check(family, "fold", fold, 1, 8);
        if (Integer.bitCount(fold) != 1) {
            throw new IllegalArgumentException(
                    "fold " + fold + " of renderer family " + family + " is not 1, 2, 4 or 8");
        }
    }

    /** @throws IllegalArgumentException where a network has more weights than the weight coder takes */
    final List<TensorSpec> limited(List<TensorSpec> tensors) {
        long weights = tensors.stream().mapToLong(TensorSpec::count).sum();
        if (weights > CompactFamily.MAX_WEIGHTS) {
            throw new IllegalArgumentException("renderer family " + name + " with " + weights + " weights, at most "
                    + CompactFamily.MAX_WEIGHTS + " are possible");
        }
        return List.copyOf(tensors);
    }
}
