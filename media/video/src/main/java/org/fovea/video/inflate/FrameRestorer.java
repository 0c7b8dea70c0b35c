package org.fovea.video.inflate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.VideoContent;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PlaneResizer;
import org.fovea.render.restore.PostFilter;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.stream.AnnouncedStream;

/**
 * Makes frames of decoded pictures: enlarges the planes, makes RGB of them, and applies the archive's filter. Used by
 * one thread at a time; holds a few pictures and what the filter needs, whatever the length of the clip.
 */
public final class FrameRestorer {
    private final List<PlaneResizer> resizers = new ArrayList<>();
    private final Planes enlarged;
    private final RgbConverter converter;
    private final Optional<PostFilter> filter;
    private final byte[] spare;

    public FrameRestorer(VideoContent content, KernelChoice kernels) {
        this(content, content.rule().filters(), kernels);
    }

    private FrameRestorer(VideoContent content, boolean filters, KernelChoice kernels) {
        ArchiveHeader header = content.header();
        AnnouncedStream coded = AnnouncedStream.of(content);
        SampleLayout layout = AnnouncedStream.LAYOUT;
        FrameSize from = coded.size();
        FrameSize to = header.frameSize();
        ResizeFilter enlarging = ResizeFilter.of(content.rule().enlargement());
        enlarged = Planes.of(layout, to);
        for (int plane = 0; plane < layout.planes(); plane++) {
            resizers.add(new PlaneResizer(
                    layout.rows(from, plane),
                    layout.rowBytes(from, plane),
                    layout.rows(to, plane),
                    layout.rowBytes(to, plane),
                    enlarging));
        }
        converter = RgbConverter.of(AnnouncedStream.COLOUR, layout, to);
        filter = filters
                ? Optional.of(new PostFilter(
                        header.filter().orElseThrow(),
                        RendererWeights.of(content.weights().orElseThrow()),
                        to,
                        kernels))
                : Optional.empty();
        spare = new byte[filters ? to.rgbBytes() : 0];
    }

    /** Without the filter: what the filter is given. */
    public static FrameRestorer beforeFilter(VideoContent content, KernelChoice kernels) {
        if (!content.rule().filters()) {
            throw new IllegalArgumentException("the archive has no filter");
        }
        return new FrameRestorer(content, false, kernels);
    }

    /**
     * Makes a frame.
     *
     * @param picture as decoded, rows without padding
     * @param rgb receives height × width × 3 values
     * @throws org.fovea.codec.FormatException where the filter's weights give no numbers
     */
    public void restore(Planes picture, byte[] rgb) {
        for (int plane = 0; plane < resizers.size(); plane++) {
            resizers.get(plane).resize(picture.data()[plane], enlarged.data()[plane]);
        }
        byte[] plain = filter.isPresent() ? spare : rgb;
        converter.convert(enlarged, plain);
        filter.ifPresent(network -> network.apply(plain, rgb));
    }
}
