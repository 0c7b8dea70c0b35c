package org.fovea.render;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.kernel.Kernels;
import org.fovea.render.kernel.VectorApi;
import org.fovea.render.kernel.VectorKernels;
import org.fovea.render.network.CellRenderer;
import org.fovea.render.network.ColourRenderer;
import org.fovea.render.network.HnervRenderer;
import org.fovea.render.network.QzsRenderer;

/** Chooses the renderer of a family and the kernels that this machine runs fastest. */
public final class Renderers {
    private Renderers() {}

    /**
     * A renderer for the clips of an archive.
     *
     * @param threads threads that share the rows of a picture, 1..256
     * @throws IllegalArgumentException where header and weights do not fit each other, or the family cannot render this
     *     size
     */
    public static PairRenderer open(ArchiveHeader header, RendererWeights weights, int threads, KernelChoice choice) {
        FrameSize size = header.frameSize();
        if (header.hasLatents()) {
            weights.check(header.tensors());
            return switch (header.family()) {
                case HnervFamily.ID -> new HnervRenderer(hnerv(header), weights, size, choice);
                case LatentFamily.ID ->
                    CellRenderer.of(latent(header), weights, header.coded(), size, threads, kernels(choice));
                default -> throw unknown(header.rendererFamily().name());
            };
        }
        return open(header.rendererFamily(), header.parameters(), weights, header.masks(), size, threads, choice);
    }

    /**
     * A renderer that renders from masks.
     *
     * @param family one that takes masks
     * @param parameters of the family
     * @param masks size and classes of the masks
     * @param size of the frames
     * @param threads threads that share the rows of a picture, 1..256
     * @throws IllegalArgumentException where these do not fit each other
     */
    public static PairRenderer open(
            RendererFamily family,
            List<Integer> parameters,
            RendererWeights weights,
            MaskShape masks,
            FrameSize size,
            int threads,
            KernelChoice choice) {
        if (family.input() != RendererFamily.Input.MASKS) {
            throw new IllegalArgumentException("renderer family " + family.name() + " does not draw from class masks");
        }
        weights.check(family.tensors(parameters, masks.classes()));
        Kernels kernels = kernels(choice);
        return switch (family.id()) {
            case QzsFamily.ID ->
                new QzsRenderer(QzsFamily.Widths.of(parameters), weights, masks, size, threads, kernels);
            case ColourFamily.ID ->
                new ColourRenderer(ColourFamily.Grid.of(parameters), weights, masks, size, threads, kernels);
            case CompactFamily.ID ->
                CellRenderer.of(CompactFamily.Layout.of(parameters), weights, masks, size, threads, kernels);
            default -> throw unknown(family.name());
        };
    }

    private static LatentFamily.Layout latent(ArchiveHeader header) {
        return LatentFamily.Layout.of(header.parameters());
    }

    private static HnervFamily.Layout hnerv(ArchiveHeader header) {
        HnervFamily.Layout layout = HnervFamily.Layout.of(header.parameters());
        if (layout.height() != header.coded().height()
                || layout.width() != header.coded().width()) {
            throw new IllegalArgumentException("pictures of " + header.coded().width() + "×"
                    + header.coded().height() + " where the network draws " + layout.width() + "×" + layout.height());
        }
        return layout;
    }

    /**
     * Bytes of memory that one renderer takes, nearly all of it in float arrays.
     *
     * @throws IllegalArgumentException where the family cannot render this size
     */
    public static long memory(ArchiveHeader header) {
        FrameSize size = header.frameSize();
        return switch (header.family()) {
            case QzsFamily.ID -> QzsRenderer.memory(QzsFamily.Widths.of(header.parameters()), header.masks(), size);
            case ColourFamily.ID -> ColourRenderer.memory(header.masks(), size);
            case CompactFamily.ID ->
                CellRenderer.memory(CompactFamily.Layout.of(header.parameters()), header.masks(), size);
            case HnervFamily.ID -> HnervRenderer.memory(hnerv(header), size);
            case LatentFamily.ID -> CellRenderer.memory(latent(header), header.coded(), size);
            default -> throw unknown(Integer.toString(header.family()));
        };
    }

    private static IllegalArgumentException unknown(String family) {
        return new IllegalArgumentException("renderer family " + family + " has no renderer in this version");
    }

    private static Kernels kernels(KernelChoice choice) {
        return VectorApi.serves(choice) ? new VectorKernels() : new Kernels();
    }
}
