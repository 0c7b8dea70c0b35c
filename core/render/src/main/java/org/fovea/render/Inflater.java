package org.fovea.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;

/**
 * Renders the pairs of an archive into a sink. One thread decodes masks, if there are any, ahead into a short queue, or
 * several where the masks have restart points; every other thread renders a pair of its own, which needs no waiting
 * within a picture; the sink gets pairs in order. Where memory does not allow a renderer per thread, fewer renderers
 * share the threads. None of this changes the frames.
 */
public final class Inflater {
    private static final byte[] NO_MASK = {};

    private final RendererContent content;
    private final RendererWeights weights;
    private final Map<Integer, List<TileAction>> tiles = new HashMap<>();

    /**
     * Checks everything but the masks, which are decoded while rendering.
     *
     * @throws FormatException where the parts of the archive cannot be rendered
     */
    public Inflater(RendererContent content) {
        this.content = content;
        if (!content.header().hasRenderer()) {
            throw new FormatException(
                    "header", 0, "the archive holds only masks, there is nothing to draw", FormatException.CONTENTS);
        }
        int dimensions = content.header().poseDimensions();
        if (content.poses().dimensions() != dimensions) {
            throw new FormatException(
                    "poses",
                    0,
                    "poses of " + content.poses().dimensions() + " numbers, the renderer takes " + dimensions);
        }
        if (content.tiles().isPresent() && dimensions == 0) {
            throw new FormatException("tiles", 0, "this renderer family takes no edits of tiles");
        }
        content.tiles().ifPresent(this::collect);
        content.router().ifPresent(FrameEdits::check);
        try {
            weights = RendererWeights.of(content.weights());
            weights.check(content.header().tensors());
        } catch (IllegalArgumentException e) {
            throw new FormatException("weights", 0, e);
        }
    }

    private void collect(TileActions actions) {
        if (actions.table() != TileActions.QZS3) {
            throw new FormatException("tiles", 0, "table " + actions.table() + " is unknown", FormatException.NEWER);
        }
        for (TileAction action : actions.actions()) {
            if (action.tile() >= content.header().tiles()) {
                throw new FormatException("tiles", 0, "tile " + action.tile() + " is outside the frame");
            }
            tiles.computeIfAbsent(action.pair(), pair -> new ArrayList<>()).add(action);
        }
        try {
            tiles.values().forEach(list -> new FrameEdits(list, 0));
        } catch (IllegalArgumentException e) {
            throw new FormatException("tiles", 0, e);
        }
    }

    /**
     * Renders. The sink is closed in any case, and committed only when all pairs are rendered.
     *
     * @throws FormatException where the masks are damaged or the archive cannot be rendered
     * @throws IOException from the sink
     * @throws InterruptedException where the calling thread is interrupted
     */
    public void run(InflateOptions options, FrameSink sink) throws IOException, InterruptedException {
        try (sink) {
            if (options.endPair() > content.header().pairs()) {
                throw new IllegalArgumentException("pair " + (options.endPair() - 1) + " is not in 0.."
                        + (content.header().pairs() - 1));
            }
            if (content.hasLatents()) {
                draw(options, sink, () -> NO_MASK, (pair, mask) -> {});
                return;
            }
            // Masks first: their decoder's tables take what the renderers must leave.
            try (MaskReader masks = MasksAhead.open(content.masks(), options)) {
                MaskShape shape = content.header().masks();
                draw(options, sink, () -> new byte[shape.pixels()], (pair, mask) -> read(masks, shape, pair, mask));
            }
        }
    }

    private void draw(InflateOptions options, FrameSink sink, Supplier<byte[]> buffers, PairLine.Decoder<byte[]> masks)
            throws IOException, InterruptedException {
        List<PairRenderer> renderers = open(options);
        try {
            sink.begin(size(), options.firstPair(), options.endPair());
            List<PairLine.Drawer<byte[]>> drawings = new ArrayList<>();
            for (PairRenderer renderer : renderers) {
                drawings.add((pair, mask, frame1, frame2) -> draw(renderer, pair, mask, frame1, frame2));
            }
            new PairLine<>(options, options.firstPair(), size(), buffers, masks, drawings).run(sink);
            sink.commit();
        } finally {
            renderers.forEach(PairRenderer::close);
        }
    }

    private static void read(MaskReader masks, MaskShape shape, int pair, byte[] mask) {
        if (!masks.next(mask)) {
            throw new FormatException("masks", 0, "ends after " + pair + " frames");
        }
        for (byte stored : mask) {
            int id = stored & 0xff;
            if (id >= shape.classes()) {
                throw new FormatException(
                        "masks", 0, "frame " + pair + ": class " + id + " is not in 0.." + (shape.classes() - 1));
            }
        }
    }

    private FrameSize size() {
        return content.header().frameSize();
    }

    private List<PairRenderer> open(InflateOptions options) {
        int pairs = options.endPair() - options.firstPair();
        long each = memory();
        List<PairRenderer> renderers = new ArrayList<>();
        try {
            int count = HeapRoom.drawers(each, Math.min(options.threads(), pairs));
            for (int i = 0; i < count; i++) {
                // Threads that are left over help with the rows of the first pictures.
                int threads = options.threads() / count + (i < options.threads() % count ? 1 : 0);
                renderers.add(Renderers.open(content.header(), weights, threads, options.kernels()));
            }
            return renderers;
        } catch (RuntimeException | Error e) { // the second renderer may not fit into memory
            renderers.forEach(PairRenderer::close);
            throw e;
        }
    }

    /** Bytes that one renderer takes with the frames of a pair; refuses what the family cannot render. */
    private long memory() {
        try {
            return Renderers.memory(content.header()) + 2L * size().rgbBytes();
        } catch (IllegalArgumentException e) {
            throw new FormatException("header", 0, e);
        }
    }

    void draw(PairRenderer renderer, int pair, byte[] mask, byte[] frame1, byte[] frame2) {
        Optional<RouterActions> router = content.router();
        int action = router.map(actions -> actions.action(pair)).orElse(0);
        int table = router.map(RouterActions::table).orElse(RouterActions.QZS3);
        FrameEdits edits = new FrameEdits(tiles.getOrDefault(pair, List.of()), table, action);
        float[] pose = content.poses().pose(pair);
        checkFinite("poses", "pose of pair " + pair, pose);
        renderer.render(input(pair, mask), pose, edits, frame1, frame2);
    }

    private PairInput input(int pair, byte[] mask) {
        if (!content.hasLatents()) {
            return new PairInput.Mask(mask);
        }
        float[] latents = content.latents(pair);
        checkFinite("latents", "a latent number of pair " + pair, latents);
        return new PairInput.Latents(latents);
    }

    private static void checkFinite(String section, String what, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new FormatException(section, 0, what + " is not finite");
            }
        }
    }
}
