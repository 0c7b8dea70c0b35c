package org.fovea.interop.qzs3;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.QzsFamily.Widths;
import org.fovea.codec.family.TensorSpec;

/**
 * Where each tensor of a QZS3 renderer lies. The format stores no lengths: they follow from the widths of the network,
 * the number of classes and the block size.
 */
final class Qzs3Layout {
    enum Encoding {
        FP4(4, false),
        F16(16, false),
        Q8(8, false),
        Q9(9, false),
        Q10_BY_ROW(10, true);

        private final int bits;
        private final boolean byRow;

        Encoding(int bits, boolean byRow) {
            this.bits = bits;
            this.byRow = byRow;
        }

        int bits() {
            return bits;
        }

        boolean byRow() {
            return byRow;
        }
    }

    /** The groups of the native order, in that order. */
    enum Segment {
        PACKED,
        SCALES,
        BIAS,
        DENSE_FP,
        FP_WEIGHT,
        QV
    }

    /**
     * One stretch of bytes: a tensor, or one half of an FP4 tensor (codes or scales).
     *
     * @param tensor index into {@link #tensors()}
     */
    record Part(int tensor, String name, Segment segment, int bytes) {
        /** The name by which the later layout sorts codes and scales: that of the layer. */
        String layerName() {
            return without(".weight");
        }

        String without(String suffix) {
            return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        }
    }

    private final List<TensorSpec> tensors;
    private final List<Part> parts;
    private final int blockSize;

    Qzs3Layout(Widths widths, int classes, int blockSize) {
        this.tensors = new QzsFamily().tensors(widths.parameters(), classes);
        this.blockSize = blockSize;
        this.parts = parts();
    }

    List<TensorSpec> tensors() {
        return tensors;
    }

    int blockSize() {
        return blockSize;
    }

    static long bytes(List<Part> some) {
        return some.stream().mapToLong(Part::bytes).sum();
    }

    /** The order of the undivided form: segment by segment, the family's order inside. */
    List<Part> nativeOrder() {
        List<Part> all = new ArrayList<>();
        for (Segment segment : Segment.values()) {
            all.addAll(of(segment));
        }
        return all;
    }

    /** The order of the first of the three divided streams. */
    List<Part> dividedCodes() {
        return sorted(of(Segment.PACKED), Comparator.comparingInt(Part::bytes).thenComparing(Part::layerName));
    }

    /** The order of the second of the three divided streams. */
    List<Part> dividedScales() {
        return sorted(
                of(Segment.SCALES),
                Comparator.comparingInt(Part::bytes).reversed().thenComparing(Part::layerName));
    }

    /** The order of the third of the three divided streams. */
    List<Part> dividedRest() {
        List<Part> all = new ArrayList<>();
        all.addAll(sorted(of(Segment.QV), Comparator.comparing(Part::name).reversed()));
        all.addAll(sorted(
                of(Segment.DENSE_FP), Comparator.comparingInt(Part::bytes).thenComparing(Part::name)));
        List<Part> reversed = new ArrayList<>(of(Segment.FP_WEIGHT));
        Collections.reverse(reversed);
        all.addAll(reversed);
        all.addAll(sorted(
                of(Segment.BIAS),
                Comparator.comparingInt(Part::bytes).reversed().thenComparing(part -> part.without(".bias"))));
        return all;
    }

    private List<Part> of(Segment segment) {
        return parts.stream().filter(part -> part.segment() == segment).toList();
    }

    private static List<Part> sorted(List<Part> some, Comparator<Part> order) {
        return some.stream().sorted(order).toList();
    }

    private List<Part> parts() {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            TensorSpec tensor = tensors.get(i);
            Encoding encoding = encoding(tensor);
            if (encoding == Encoding.FP4) {
                int blocks = (tensor.count() + blockSize - 1) / blockSize;
                all.add(new Part(i, tensor.name(), Segment.PACKED, blocks * blockSize / 2));
                all.add(new Part(i, tensor.name(), Segment.SCALES, 2 * blocks));
            } else {
                all.add(new Part(i, tensor.name(), segment(tensor, encoding), bytes(tensor, encoding)));
            }
        }
        return List.copyOf(all);
    }

    private static int bytes(TensorSpec tensor, Encoding encoding) {
        if (encoding == Encoding.F16) {
            return 2 * tensor.count();
        }
        int ranges = encoding.byRow() ? tensor.shape().getFirst() : 1;
        return 4 * ranges + (tensor.count() * encoding.bits() + 7) / 8;
    }

    private static Segment segment(TensorSpec tensor, Encoding encoding) {
        if (encoding != Encoding.F16) {
            return Segment.QV;
        }
        return switch (tensor.role()) {
            case CONVOLUTION_BIAS, HEAD_BIAS -> Segment.BIAS;
            case EMBEDDING, HEAD_WEIGHT -> Segment.FP_WEIGHT;
            default -> Segment.DENSE_FP;
        };
    }

    /**
     * The published quantiser's choice: convolutions FP4, what is small or delicate in halves, the heads' conditioning
     * in codes.
     */
    static Encoding encoding(TensorSpec tensor) {
        boolean inHead =
                tensor.name().startsWith("frame1_head.") || tensor.name().startsWith("frame2_head.");
        return switch (tensor.role()) {
            case DEPTHWISE, POINTWISE -> Encoding.FP4;
            case NORM_WEIGHT, NORM_BIAS, LINEAR_BIAS -> inHead ? Encoding.Q8 : Encoding.F16;
            case LINEAR_WEIGHT -> {
                if (inHead) {
                    yield Encoding.Q9;
                }
                yield tensor.name().equals("pose_mlp.2.weight") ? Encoding.Q10_BY_ROW : Encoding.F16;
            }
            default -> Encoding.F16;
        };
    }
}
