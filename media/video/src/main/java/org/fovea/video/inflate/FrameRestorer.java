package org.fovea.video.inflate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.video.PictureStep;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PlaneResizer;
import org.fovea.render.restore.PostFilter;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.render.restore.SaliencyGrain;
import org.fovea.render.restore.Unsharp;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.stream.AnnouncedStream;

/**
 * Makes frames of decoded pictures: enlarges the planes, makes RGB of them, and takes it through the archive's steps.
 * Used by one thread at a time; holds a few pictures and what the filter needs, whatever the length of the clip.
 */
public final class FrameRestorer {
    private final List<PlaneResizer> resizers = new ArrayList<>();
    private final Planes enlarged;
    private final RgbConverter converter;
    private final List<Step> steps = new ArrayList<>();
    private final byte[] spare;

    /** Something done to a frame. */
    @FunctionalInterface
    private interface Step {
        void apply(int frame, byte[] rgb, byte[] out);
    }

    /** All steps of an archive. */
    public FrameRestorer(VideoContent content, KernelChoice kernels) {
        this(content, content.rule().steps().size(), kernels);
    }

    private FrameRestorer(VideoContent content, int count, KernelChoice kernels) {
        ArchiveHeader header = content.header();
        AnnouncedStream coded = AnnouncedStream.of(content);
        SampleLayout layout = coded.layout();
        FrameSize from = coded.size();
        FrameSize to = header.frameSize();
        ResizeFilter filter = ResizeFilter.of(content.rule().enlargement());
        enlarged = Planes.of(layout, to);
        for (int plane = 0; plane < layout.planes(); plane++) {
            resizers.add(new PlaneResizer(
                    layout.rows(from, plane),
                    layout.rowBytes(from, plane),
                    layout.rows(to, plane),
                    layout.rowBytes(to, plane),
                    filter));
        }
        converter = RgbConverter.of(coded.colour(), layout, to);
        content.rule().steps().subList(0, count).forEach(step -> steps.add(step(step, content, to, kernels)));
        spare = new byte[steps.isEmpty() ? 0 : to.rgbBytes()];
    }

    /** The steps of an archive before its filter: what the filter is given. */
    public static FrameRestorer beforeFilter(VideoContent content, KernelChoice kernels) {
        int filter = content.rule().steps().indexOf(new PictureStep.Filter());
        if (filter < 0) {
            throw new IllegalArgumentException("the archive has no filter");
        }
        return new FrameRestorer(content, filter, kernels);
    }

    private static Step step(PictureStep step, VideoContent content, FrameSize size, KernelChoice kernels) {
        return switch (step) {
            case PictureStep.Filter filter -> {
                Optional<FilterFamily.Layout> layout = content.header().filter();
                PostFilter network = PostFilter.open(
                        layout.orElseThrow(),
                        RendererWeights.of(content.weights().orElseThrow()),
                        size.height(),
                        size.width(),
                        kernels);
                yield (frame, rgb, out) -> network.apply(rgb, out);
            }
            case PictureStep.Unsharp unsharp -> {
                Unsharp sharper = new Unsharp(size.height(), size.width(), unsharp.amount(), unsharp.radius());
                yield (frame, rgb, out) -> sharper.apply(rgb, out);
            }
            case PictureStep.Grain grain ->
                new SaliencyGrain(size.height(), size.width(), grain.strength(), grain.seed())::apply;
        };
    }

    /**
     * Makes a frame.
     *
     * @param frame its number, from 0, which grain depends on
     * @param picture as decoded, rows without padding
     * @param rgb receives height × width × 3 values
     * @throws org.fovea.codec.FormatException where the filter's weights give no numbers
     */
    public void restore(int frame, Planes picture, byte[] rgb) {
        for (int plane = 0; plane < resizers.size(); plane++) {
            resizers.get(plane).resize(picture.data()[plane], enlarged.data()[plane]);
        }
        // The last step must end in rgb, so the first buffer depends on how many there are.
        byte[] from = steps.size() % 2 == 0 ? rgb : spare;
        converter.convert(enlarged, from);
        for (Step step : steps) {
            byte[] to = from == rgb ? spare : rgb;
            step.apply(frame, from, to);
            from = to;
        }
    }
}
