package org.fovea.codec.family;

import java.util.List;

/**
 * The simplest renderer, the baseline that every trained one must beat: each class has a colour at each node of a
 * coarse grid over the picture. The second frame shows these colours, the first frame the second one moved and enlarged
 * by the pose. Needs no training, only averages. What is computed: {@code docs/rendering.md}.
 */
public final class ColourFamily extends RendererFamily {
    public static final int ID = 2;

    /**
     * Name of its only tensor, of shape [classes, 3, rows, columns]: colours around 0, which means 127.5, from -1 to 1.
     */
    public static final String COLOURS = "colours";

    /** Dimensions of a pose: shift to the right and down in pixels of the mask, and enlargement beyond 1. */
    public static final int POSE = 3;

    private static final int MAX_NODES = 64;

    /**
     * Size of the grid of colours.
     *
     * @param rows 1..64
     * @param columns 1..64
     */
    public record Grid(int rows, int columns) {
        public static Grid of(List<Integer> parameters) {
            if (parameters.size() != 2) {
                throw new IllegalArgumentException(
                        "renderer family colours has 2 parameters (rows, columns), not " + parameters.size());
            }
            return new Grid(parameters.get(0), parameters.get(1));
        }

        public Grid {
            if (rows < 1 || columns < 1 || rows > MAX_NODES || columns > MAX_NODES) {
                throw new IllegalArgumentException("grid of " + columns + "×" + rows + " colours");
            }
        }

        public List<Integer> parameters() {
            return List.of(rows, columns);
        }
    }

    public ColourFamily() {
        super(ID, "colours", Input.MASKS, POSE, List.of("rows", "columns"));
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        Grid grid = Grid.of(parameters);
        List<Integer> shape = List.of(classes, 3, grid.rows(), grid.columns());
        return List.of(new TensorSpec(COLOURS, shape, TensorRole.EMBEDDING, 0));
    }
}
