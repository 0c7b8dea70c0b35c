package org.fovea.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.fovea.codec.FrameSize;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.ffmpeg.FrameMemory;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * Makes frames of luma and chroma planes larger or smaller, just as FFmpeg's filter {@code scale} does. Used by one
 * thread at a time.
 */
@SuppressWarnings("NullAway") // its handle is null after it is freed
public final class PlaneScaler implements AutoCloseable {
    private final FrameMemory source;
    private final FrameMemory target;
    private final Planes scaled;
    private SwsContext context;

    /**
     * A scaler between two sizes.
     *
     * @param layout of luma and chroma planes
     * @throws IllegalArgumentException for other layouts
     */
    public PlaneScaler(SampleLayout layout, FrameSize from, FrameSize to, ScaleFilter filter) {
        this(format(layout), from, to, filter, Planes.of(layout, to));
    }

    private PlaneScaler(int format, FrameSize from, FrameSize to, ScaleFilter filter, Planes scaled) {
        this.source = new FrameMemory(format, from);
        this.target = new FrameMemory(format, to);
        this.scaled = scaled;
        this.context = NativeLibrary.allocated(sws_getContext(
                from.width(),
                from.height(),
                format,
                to.width(),
                to.height(),
                format,
                filter.flag(),
                null,
                null,
                (DoublePointer) null));
    }

    static PlaneScaler grey(FrameSize from, FrameSize to, ScaleFilter filter) {
        Planes scaled = new Planes(new byte[][] {new byte[to.pixels()]}, new int[] {to.width()});
        return new PlaneScaler(AV_PIX_FMT_GRAY8, from, to, filter, scaled);
    }

    private static int format(SampleLayout layout) {
        return switch (layout) {
            case YUV_420 -> AV_PIX_FMT_YUV420P;
            case YUV_422 -> AV_PIX_FMT_YUV422P;
            case YUV_444 -> AV_PIX_FMT_YUV444P;
            default -> throw new IllegalArgumentException(layout + " is not scaled");
        };
    }

    /** Scales a frame; the planes are used again by the next call. */
    public Planes scale(Planes planes) {
        if (context == null) {
            throw new IllegalStateException("the scaler is closed");
        }
        source.put(planes);
        int code = sws_scale_frame(context, target.frame(), source.frame());
        if (code < 0) {
            throw new IllegalStateException("swscale fails: " + NativeLibrary.message(code));
        }
        target.get(scaled);
        return scaled;
    }

    @Override
    public void close() {
        if (context != null) {
            sws_freeContext(context);
            context = null;
            source.close();
            target.close();
        }
    }
}
