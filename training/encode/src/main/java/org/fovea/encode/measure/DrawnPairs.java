package org.fovea.encode.measure;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
                yield pair -> restored(video, pictures, pair, before && pair > 0);
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

    private static FramePair restored(VideoContent video, DecodedPictures pictures, int pair, boolean before) {
        FrameSize size = video.header().frameSize();
        FrameRestorer restorer = new FrameRestorer(video, KernelChoice.AUTO);
        List<byte[]> frames = List.of(new byte[size.rgbBytes()], new byte[size.rgbBytes()]);
        for (int i = 0; i < frames.size(); i++) {
            restorer.restore(pictures.picture(2 * pair + i), frames.get(i));
        }
        if (!before) {
            return new FramePair(size, frames.getFirst(), frames.getLast());
        }
        byte[] last = new byte[size.rgbBytes()];
        restorer.restore(pictures.picture(2 * pair - 1), last);
        return new FramePair(size, frames.getFirst(), frames.getLast()).after(last);
    }

    /** Renders a pair, counted from 0. */
    FramePair draw(int pair);
}
