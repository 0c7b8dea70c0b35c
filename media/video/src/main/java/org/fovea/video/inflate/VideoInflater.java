package org.fovea.video.inflate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.VideoContent;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.FrameSink;
import org.fovea.render.HeapRoom;
import org.fovea.render.InflateOptions;
import org.fovea.render.PairLine;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PostFilter;
import org.fovea.video.colour.Planes;
import org.fovea.video.stream.AnnouncedStream;
import org.fovea.video.stream.StreamDecoder;

/**
 * Renders the pairs of an archive of a video into a sink: one thread decodes pictures, others restore a pair each, and
 * the sink gets pairs in order. The frames do not depend on how many threads there are.
 */
final class VideoInflater implements ArchiveInflater {
    /** Two that are rendered from, and what waits when there is only one renderer. */
    private static final int PICTURES_EACH = 10;

    private final VideoContent content;

    /**
     * Checks everything but the video.
     *
     * @throws FormatException where the filter's weights do not fit it
     */
    VideoInflater(VideoContent content) {
        this.content = content;
        content.weights().ifPresent(weights -> {
            try {
                RendererWeights.of(weights).check(content.header().tensors());
            } catch (IllegalArgumentException e) {
                throw new FormatException("weights", 0, e);
            }
        });
    }

    private record PicturePair(Planes first, Planes second) {}

    @Override
    public void run(InflateOptions options, FrameSink sink) throws IOException, InterruptedException {
        try (sink) {
            ArchiveHeader header = content.header();
            if (options.endPair() > header.pairs()) {
                throw new IllegalArgumentException(
                        "pair " + (options.endPair() - 1) + " is not in 0.." + (header.pairs() - 1));
            }
            FrameSize size = header.frameSize();
            try (StreamDecoder decoder = StreamDecoder.of(content, options.threads())) {
                List<PairLine.Drawer<PicturePair>> drawings = drawings(options);
                sink.begin(size, options.firstPair(), options.endPair());
                new PairLine<>(options, 0, size, this::room, (number, pair) -> read(decoder, pair), drawings).run(sink);
                sink.commit();
            }
        }
    }

    private PicturePair room() {
        AnnouncedStream announced = AnnouncedStream.of(content);
        return new PicturePair(announced.planes(), announced.planes());
    }

    private static void read(StreamDecoder decoder, PicturePair pair) {
        decoder.next(pair.first);
        decoder.next(pair.second);
    }

    /** Bytes that a renderer takes: frames, enlarged planes, pictures that wait, and a filter's rows. */
    private long memory() {
        ArchiveHeader header = content.header();
        FrameSize size = header.frameSize();
        long frame = size.rgbBytes();
        long picture = 3L * header.coded().height() * header.coded().width();
        long filter =
                header.filter().map(layout -> PostFilter.memory(layout, size)).orElse(0L);
        return 5 * frame + PICTURES_EACH * picture + filter;
    }

    private List<PairLine.Drawer<PicturePair>> drawings(InflateOptions options) {
        long each;
        try {
            each = memory();
        } catch (IllegalArgumentException e) {
            throw new FormatException("header", 0, e);
        }
        int most = Math.min(options.threads(), options.endPair() - options.firstPair());
        int count = HeapRoom.drawers(each, most);
        List<PairLine.Drawer<PicturePair>> drawings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FrameRestorer restorer = new FrameRestorer(content, options.kernels());
            drawings.add((pair, pictures, frame1, frame2) -> {
                restorer.restore(pictures.first, frame1);
                restorer.restore(pictures.second, frame2);
            });
        }
        return drawings;
    }
}
