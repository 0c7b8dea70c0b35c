package org.fovea.interop.qzs3;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fovea.codec.family.QzsFamily.Widths;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteWriter;
import org.fovea.interop.qzs3.Qzs3Layout.Encoding;
import org.fovea.interop.qzs3.Qzs3Layout.Part;
import org.fovea.interop.qzs3.Qzs3Layout.Segment;

/** Renderers with random weights, stored in both forms. */
public final class SyntheticRenderer {
    private static final int BLOCK = 32;

    private final Qzs3Layout layout;
    private final Map<Part, byte[]> bytes = new HashMap<>();

    /** Weights of the published widths. */
    public SyntheticRenderer(long seed) {
        this(seed, Qzs3Renderer.PUBLISHED_WIDTHS, Qzs3Renderer.PUBLISHED_CLASSES);
    }

    SyntheticRenderer(long seed, Widths widths, int classes) {
        Random random = new Random(seed);
        layout = new Qzs3Layout(widths, classes, BLOCK);
        for (Part part : layout.nativeOrder()) {
            bytes.put(part, random(part, layout.tensors().get(part.tensor()), random));
        }
    }

    /** The undivided form. */
    public byte[] undivided() {
        ByteWriter out = new ByteWriter().bytes(new byte[] {'Q', 'Z', 'S', '3'}).u16(BLOCK);
        return out.bytes(join(layout.nativeOrder())).toByteArray();
    }

    /** The three streams of the divided form. */
    public List<byte[]> divided() {
        return List.of(join(layout.dividedCodes()), join(layout.dividedScales()), join(layout.dividedRest()));
    }

    private byte[] join(List<Part> order) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        order.forEach(part -> out.writeBytes(bytes.get(part)));
        return out.toByteArray();
    }

    private static byte[] random(Part part, TensorSpec tensor, Random random) {
        byte[] data = new byte[part.bytes()];
        random.nextBytes(data);
        Encoding encoding = Qzs3Layout.encoding(tensor);
        if (part.segment() == Segment.PACKED) {
            for (int i = tensor.count(); i < 2 * data.length; i++) {
                data[i / 2] &= (byte) (i % 2 == 0 ? 0x0f : 0xf0);
            }
            return data;
        }
        int ranges = encoding.byRow() ? tensor.shape().getFirst() : 1;
        boolean allHalves = part.segment() == Segment.SCALES || encoding == Encoding.F16;
        int halves = allHalves ? data.length / 2 : 2 * ranges;
        for (int i = 0; i < halves; i++) {
            // Keeps the exponent below that of infinity.
            data[2 * i + 1] &= (byte) 0xbf;
        }
        if (!allHalves) {
            int spare = 8 * (data.length - 4 * ranges) - tensor.count() * encoding.bits();
            data[data.length - 1] &= (byte) (0xff >>> spare);
        }
        return data;
    }
}
