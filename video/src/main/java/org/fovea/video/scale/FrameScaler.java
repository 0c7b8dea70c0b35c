package org.fovea.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.fovea.codec.FrameSize;
import org.fovea.video.ffmpeg.NativeLibrary;

/**
 * Makes RGB frames larger or smaller. Red, green and blue are scaled each by itself as grey pictures, because swscale takes RGB through YUV with
 * half the chroma, which would cost colour that nobody asked it to. Used by one thread at a time.
 */
public final class FrameScaler implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final int CHANNELS = 3;

    private final FrameSize from;
    private final FrameSize to;
    private final byte[] wide;
    private final byte[] narrow;
    private SwsContext context;
    private Plane source;
    private Plane target;

    /** Memory of swscale's, its rows aligned as it likes them. */
    private record Plane(BytePointer data, PointerPointer<BytePointer> planes, IntPointer strides, int stride)
            implements AutoCloseable {
        static Plane of(FrameSize size) {
            int stride = (size.width() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            BytePointer data = new BytePointer((long) stride * size.height() + ALIGNMENT);
            Pointer.memset(data, 0, data.capacity());
            PointerPointer<BytePointer> planes = new PointerPointer<>(4);
            planes.put(data, null, null, null);
            return new Plane(data, planes, new IntPointer(stride, 0, 0, 0), stride);
        }

        @Override
        public void close() {
            strides.close();
            planes.close();
            data.close();
        }
    }

    /** A scaler between two sizes. */
    public FrameScaler(FrameSize from, FrameSize to, ScaleFilter filter) {
        NativeLibrary.load();
        this.from = from;
        this.to = to;
        this.wide = new byte[from.pixels()];
        this.narrow = new byte[to.pixels()];
        this.context = NativeLibrary.allocated(sws_getContext(
                from.width(),
                from.height(),
                AV_PIX_FMT_GRAY8,
                to.width(),
                to.height(),
                AV_PIX_FMT_GRAY8,
                filter.flag(),
                null,
                null,
                (DoublePointer) null));
        this.source = Plane.of(from);
        this.target = Plane.of(to);
    }

    /**
     * Scales a frame.
     *
     * @param rgb height × width × 3 values of the one size
     * @param scaled receives as many of the other
     * @throws IllegalArgumentException where an array has another length
     */
    public void scale(byte[] rgb, byte[] scaled) {
        if (rgb.length != from.rgbBytes() || scaled.length != to.rgbBytes()) {
            throw new IllegalArgumentException(
                    "frames of " + rgb.length + " and " + scaled.length + " bytes for " + from + " and " + to);
        }
        if (context == null) {
            throw new IllegalStateException("the scaler is closed");
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = rgb[CHANNELS * i + channel];
            }
            plane();
            for (int i = 0; i < narrow.length; i++) {
                scaled[CHANNELS * i + channel] = narrow[i];
            }
        }
    }

    private void plane() {
        for (int y = 0; y < from.height(); y++) {
            source.data.position((long) y * source.stride).put(wide, y * from.width(), from.width());
        }
        int rows = sws_scale(context, source.planes, source.strides, 0, from.height(), target.planes, target.strides);
        if (rows != to.height()) {
            throw new IllegalStateException("swscale drew " + rows + " rows of " + to);
        }
        for (int y = 0; y < to.height(); y++) {
            target.data.position((long) y * target.stride).get(narrow, y * to.width(), to.width());
        }
        source.data.position(0);
        target.data.position(0);
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
