package org.fovea.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.LatentContent;
import org.fovea.codec.correction.RouterActions;

/**
 * Draws the pairs of an archive whose network draws from latent numbers. Each thread draws a pair of its own; where
 * memory does not allow a renderer per thread, there are fewer. None of this changes the frames.
 */
public final class LatentInflater {
    private final LatentContent content;
    private final RendererWeights weights;

    /**
     * Checks everything.
     *
     * @throws FormatException where the parts of the archive cannot be drawn
     */
    public LatentInflater(LatentContent content) {
        this.content = content;
        content.router().ifPresent(FrameEdits::check);
        try {
            weights = RendererWeights.of(content.weights());
            weights.check(content.header().tensors());
        } catch (IllegalArgumentException e) {
            throw new FormatException("weights", 0, e);
        }
    }

    /**
     * Draws. The sink is closed in any case, and committed only when all pairs are drawn.
     *
     * @throws FormatException where the archive cannot be drawn
     * @throws IOException from the sink
     * @throws InterruptedException where the calling thread is interrupted
     */
    public void run(InflateOptions options, FrameSink sink) throws IOException, InterruptedException {
        try (sink) {
            int pairs = content.header().pairs();
            if (options.endPair() > pairs) {
                throw new IllegalArgumentException("pair " + (options.endPair() - 1) + " is not in 0.." + (pairs - 1));
            }
            FrameSize size = content.header().frameSize();
            List<LatentRenderer> renderers = open(options, size);
            try {
                sink.begin(size, options.firstPair(), options.endPair());
                List<PairLine.Drawer<float[][]>> drawers = new ArrayList<>();
                for (LatentRenderer renderer : renderers) {
                    drawers.add((pair, latents, frame1, frame2) ->
                            renderer.render(latents[0], edits(pair), frame1, frame2));
                }
                new PairLine<>(
                                options,
                                size,
                                () -> new float[1][],
                                (pair, into) -> into[0] = content.latents().values(pair),
                                drawers)
                        .run(sink);
                sink.commit();
            } finally {
                renderers.forEach(LatentRenderer::close);
            }
        }
    }

    private FrameEdits edits(int pair) {
        Optional<RouterActions> router = content.router();
        return router.isEmpty()
                ? FrameEdits.NONE
                : new FrameEdits(List.of(), router.get().table(), router.get().action(pair));
    }

    private List<LatentRenderer> open(InflateOptions options, FrameSize size) {
        long each;
        try {
            each = Renderers.memory(content.header()) + 2L * size.rgbBytes();
        } catch (IllegalArgumentException e) {
            throw new FormatException("header", 0, e);
        }
        int count = HeapRoom.drawers(each, Math.min(options.threads(), options.endPair() - options.firstPair()));
        List<LatentRenderer> renderers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            renderers.add(Renderers.openLatents(content.header(), weights, options.kernels()));
        }
        return renderers;
    }
}
