package org.fovea.encode.measure;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.VideoContent;
import org.fovea.evaluate.FramePair;
import org.fovea.render.KernelChoice;
import org.fovea.video.inflate.DecodedPictures;
import org.fovea.video.inflate.FrameRestorer;

/**
 * Pairs of an archive in any order, rendered as a decoder renders them. Thread-safe: every call has buffers of its own.
 */
@FunctionalInterface
public interface DrawnPairs {
    /**
     * The pairs of an archive. Masks or video are decoded once, here.
     *
     * @param threads for decoding
     */
    static DrawnPairs of(ArchiveContent content, int threads) throws InterruptedException {
        return of(content, threads, false);
    }

    /**
     * The same with the frame before each pair, which objectives of sequences look at.
     *
     * @param before whether it is wanted; it costs the rendering of another pair
     */
    static DrawnPairs of(ArchiveContent content, int threads, boolean before) throws InterruptedException {
        return switch (content) {
            case RendererContent renderer -> of(renderer, PairInputs.of(renderer), before);
            case VideoContent video -> {
                DecodedPictures pictures = DecodedPictures.of(video, threads, done -> {});
                FrameSize size = video.header().frameSize();
                yield pair ->
                        restored(new FrameRestorer(video, KernelChoice.AUTO), pictures, size, pair, before && pair > 0);
            }
        };
    }

    /** The same of what pairs are rendered from. */
    static DrawnPairs of(RendererContent renderer, PairInputs inputs, boolean before) {
        // A renderer takes a while to open, and what it holds is memory only.
        Queue<PairDrawer> idle = new ConcurrentLinkedQueue<>();
        return pair -> {
            PairDrawer free = idle.poll();
            PairDrawer drawer = free != null ? free : new PairDrawer(renderer, inputs);
            FramePair drawn = drawer.draw(pair);
            byte[] last = before && pair > 0 ? drawer.draw(pair - 1).second() : null;
            idle.add(drawer);
            return drawn.after(last);
        };
    }

    /**
     * A pair of decoded pictures after the steps on them.
     *
     * @param before whether the frame before it is wanted, too
     */
    static FramePair restored(
            FrameRestorer restorer, DecodedPictures pictures, FrameSize size, int pair, boolean before) {
        IntFunction<byte[]> frame = number -> {
            byte[] rgb = new byte[size.rgbBytes()];
            restorer.restore(pictures.picture(number), rgb);
            return rgb;
        };
        return new FramePair(size, frame.apply(2 * pair), frame.apply(2 * pair + 1))
                .after(before ? frame.apply(2 * pair - 1) : null);
    }

    /** Renders a pair, counted from 0. */
    FramePair draw(int pair);
}
