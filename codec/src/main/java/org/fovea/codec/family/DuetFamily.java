package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Two frames with two jobs: one is drawn from the class mask as in {@link CompactFamily}, for the segmentation network;
 * the other is a {@link Carrier}, for the pose network alone. {@code docs/rendering.md} §11.
 */
public final class DuetFamily implements RendererFamily {
    /** The family's id in an archive header. */
    public static final int ID = 7;

    private static final List<String> CELLS = new CompactFamily().parameterNames();
    private static final List<String> NAMES = Carrier.named(CELLS);

    /**
     * A network of this family.
     *
     * @param cells what draws from the mask; its drawn frame is the one that the segmentation network looks at
     * @param carrier the other frame
     */
    public record Layout(CompactFamily.Layout cells, Carrier carrier) {
        /** Reads the header's parameters. */
        public static Layout of(List<Integer> parameters) {
            if (parameters.size() != NAMES.size()) {
                throw new IllegalArgumentException("renderer family duet has " + NAMES.size() + " parameters ("
                        + String.join(", ", NAMES) + "), not " + parameters.size());
            }
            return new Layout(
                    CompactFamily.Layout.of(parameters.subList(0, CELLS.size())),
                    Carrier.of(parameters.subList(CELLS.size(), NAMES.size())));
        }

        /** The header's parameters. */
        public List<Integer> parameters() {
            List<Integer> parameters = new ArrayList<>(cells.parameters());
            parameters.addAll(carrier.parameters());
            return List.copyOf(parameters);
        }
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "duet";
    }

    @Override
    public List<String> parameterNames() {
        return NAMES;
    }

    @Override
    public int poseDimensions(List<Integer> parameters) {
        return Layout.of(parameters).carrier().patterns();
    }

    @Override
    public int carrierFrame(List<Integer> parameters) {
        return 3 - Layout.of(parameters).cells().drawn();
    }

    @Override
    public OptionalInt usual(int index) {
        return Carrier.usual(index - CELLS.size());
    }

    @Override
    public Optional<String> poseMatrix() {
        return Optional.empty();
    }

    @Override
    public Optional<Carrier> carrier(List<Integer> parameters) {
        return Optional.of(Layout.of(parameters).carrier());
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        Layout layout = Layout.of(parameters);
        List<TensorSpec> all = new ArrayList<>(layout.carrier().tensors());
        all.addAll(new CompactFamily().tensors(layout.cells().parameters(), classes));
        long weights = all.stream().mapToLong(TensorSpec::count).sum();
        if (weights > CompactFamily.MAX_WEIGHTS) {
            throw new IllegalArgumentException("renderer family duet with " + weights + " weights, at most "
                    + CompactFamily.MAX_WEIGHTS + " are possible");
        }
        return List.copyOf(all);
    }
}
