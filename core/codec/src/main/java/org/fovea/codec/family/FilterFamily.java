package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No renderer but a filter: a video is decoded and enlarged, and residual networks of dense 3×3 convolutions restore
 * what the evaluators need of it. Several networks of one shape, the members, may share the work; what each adds to the
 * picture is weighted and summed. Without parameters there is no filter, and frames are shown as they were decoded.
 * What is computed: {@code docs/rendering.md}.
 */
public final class FilterFamily extends RendererFamily {
    public static final int ID = 4;

    public static final int COLOURS = 3;

    /** Name of the members' weights, a tensor that exists where there are two or more. */
    public static final String MIX = "mix";

    private static final int MAX_MEMBERS = 8;
    private static final int MAX_HIDDEN = 256;
    private static final int MAX_LAYERS = 8;
    private static final int MAX_DILATION = 16;
    private static final int KERNEL = 9;

    /**
     * A filter.
     *
     * @param members networks whose results are summed, 1..8
     * @param hidden channels between the first and the last layer of each, 1..256
     * @param dilations distance of a kernel's taps in pixels, for each layer, 1..16; 2 to 8 layers
     */
    public record Layout(int members, int hidden, List<Integer> dilations) {
        /**
         * Reads the header's parameters.
         *
         * @return empty where there are none, and so no filter
         */
        public static Optional<Layout> of(List<Integer> parameters) {
            if (parameters.isEmpty()) {
                return Optional.empty();
            }
            if (parameters.size() < 4) {
                throw new IllegalArgumentException("renderer family filter has no parameters or at least 4 (members,"
                        + " hidden channels, the dilations of two layers), not " + parameters.size());
            }
            return Optional.of(
                    new Layout(parameters.get(0), parameters.get(1), parameters.subList(2, parameters.size())));
        }

        public Layout {
            dilations = List.copyOf(dilations);
            RendererFamily.check("filter", "members", members, 1, MAX_MEMBERS);
            RendererFamily.check("filter", "hidden channels", hidden, 1, MAX_HIDDEN);
            if (dilations.size() < 2 || dilations.size() > MAX_LAYERS) {
                throw new IllegalArgumentException(
                        dilations.size() + " layers of renderer family filter, 2.." + MAX_LAYERS + " are possible");
            }
            dilations.forEach(dilation -> RendererFamily.check("filter", "dilation", dilation, 1, MAX_DILATION));
        }

        public List<Integer> parameters() {
            List<Integer> parameters = new ArrayList<>(List.of(members, hidden));
            parameters.addAll(dilations);
            return parameters;
        }

        public int layers() {
            return dilations.size();
        }

        public int inputs(int layer) {
            return layer == 0 ? COLOURS : hidden;
        }

        public int outputs(int layer) {
            return layer == layers() - 1 ? COLOURS : hidden;
        }

        /** Name of the kernels of a layer, a tensor of shape [outputs, inputs, 3, 3]. */
        public static String weight(int member, int layer) {
            return "member" + member + ".layer" + layer + ".weight";
        }

        /** Name of what a layer adds to its sums, a tensor of shape [outputs]. */
        public static String bias(int member, int layer) {
            return "member" + member + ".layer" + layer + ".bias";
        }
    }

    public FilterFamily() {
        super(ID, "filter", Input.VIDEO, 0, names());
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("members", "hidden"));
        for (int layer = 1; layer <= MAX_LAYERS; layer++) {
            names.add("dilation " + layer);
        }
        return names;
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        return Layout.of(parameters).map(this::tensors).orElse(List.of());
    }

    private List<TensorSpec> tensors(Layout layout) {
        List<TensorSpec> all = new ArrayList<>();
        for (int member = 0; member < layout.members(); member++) {
            for (int layer = 0; layer < layout.layers(); layer++) {
                int out = layout.outputs(layer);
                int in = layout.inputs(layer);
                List<Integer> kernels = List.of(out, in, 3, 3);
                all.add(new TensorSpec(Layout.weight(member, layer), kernels, TensorRole.CONVOLUTION, KERNEL * in));
                all.add(new TensorSpec(
                        Layout.bias(member, layer), List.of(out), TensorRole.CONVOLUTION_BIAS, KERNEL * in));
            }
        }
        if (layout.members() > 1) {
            all.add(new TensorSpec(MIX, List.of(layout.members()), TensorRole.LINEAR_BIAS, 0));
        }
        return limited(all);
    }
}
