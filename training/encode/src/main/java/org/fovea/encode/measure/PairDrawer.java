package org.fovea.encode.measure;

import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.evaluate.FramePair;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;

/**
 * Renders pairs of an archive in any order, on the calling thread. Not thread-safe.
 *
 * @param inputs those of {@code content}, decoded once for all renderers
 */
public record PairDrawer(RendererContent content, PairInputs inputs, PairRenderer renderer) implements AutoCloseable {
    public PairDrawer(RendererContent content, PairInputs inputs) {
        this(
                content,
                inputs,
                Renderers.open(content.header(), RendererWeights.of(content.weights()), 1, KernelChoice.AUTO));
    }

    /** The pair as the archive says. */
    public FramePair draw(int pair) {
        return draw(pair, content.poses().pose(pair), edits(pair));
    }

    /** The archive's corrections of a pair. */
    public FrameEdits edits(int pair) {
        return new FrameEdits(
                content.tiles().map(tiles -> tiles.ofPair(pair)).orElseGet(java.util.List::of),
                content.router().map(RouterActions::table).orElse(RouterActions.QZS3),
                content.router().map(router -> router.action(pair)).orElse(0));
    }

    /** A pair with another pose or other corrections. */
    public FramePair draw(int pair, float[] pose, FrameEdits edits) {
        return draw(inputs.of(pair), pose, edits);
    }

    /** A pair with another mask or other latent numbers, another pose or other corrections. */
    public FramePair draw(PairInput input, float[] pose, FrameEdits edits) {
        FrameSize size = content.header().frameSize();
        byte[] first = new byte[size.rgbBytes()];
        byte[] second = new byte[size.rgbBytes()];
        renderer.render(input, pose, edits, first, second);
        return new FramePair(size, first, second);
    }

    @Override
    public void close() {
        renderer.close();
    }
}
