package org.fovea.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.fovea.codec.FrameSize;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.ffmpeg.NativeLibrary;

/** Makes frames of luma and chroma planes larger or smaller, just as FFmpeg's filter {@code scale} does. Used by one thread at a time. */
public final class PlaneScaler implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final SampleLayout layout;
    private final FrameSize to;
    private final Frame source;
    private final Frame target;
    private final Planes scaled;
    private SwsContext context;

    /** Planes in swscale's memory, rows aligned as it likes them. */
    private record Frame(
            SampleLayout layout,
            FrameSize size,
            BytePointer[] data,
            PointerPointer<BytePointer> pointers,
            IntPointer strides) {
        static Frame of(SampleLayout layout, FrameSize size) {
            BytePointer[] data = new BytePointer[layout.planes()];
            int[] strides = new int[4];
            for (int plane = 0; plane < data.length; plane++) {
                strides[plane] = (layout.rowBytes(size, plane) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
                data[plane] = new BytePointer((long) strides[plane] * layout.rows(size, plane) + ALIGNMENT);
                BytePointer.memset(data[plane], 0, data[plane].capacity());
            }
            PointerPointer<BytePointer> pointers = new PointerPointer<>(4);
            pointers.put(data[0], data[1], data[2], null);
            return new Frame(layout, size, data, pointers, new IntPointer(strides));
        }

        void put(Planes planes) {
            for (int plane = 0; plane < data.length; plane++) {
                int rowBytes = layout.rowBytes(size, plane);
                for (int y = 0; y < layout.rows(size, plane); y++) {
                    data[plane]
                            .position((long) y * strides.get(plane))
                            .put(planes.data()[plane], y * planes.stride()[plane], rowBytes);
                }
                data[plane].position(0);
            }
        }

        void get(Planes planes) {
            for (int plane = 0; plane < data.length; plane++) {
                int rowBytes = layout.rowBytes(size, plane);
                for (int y = 0; y < layout.rows(size, plane); y++) {
                    data[plane]
                            .position((long) y * strides.get(plane))
                            .get(planes.data()[plane], y * planes.stride()[plane], rowBytes);
                }
                data[plane].position(0);
            }
        }

        void free() {
            for (BytePointer plane : data) {
                plane.close();
            }
            pointers.close();
            strides.close();
        }
    }

    /**
     * A scaler between two sizes.
     *
     * @param layout of luma and chroma planes
     * @throws IllegalArgumentException for other layouts
     */
    public PlaneScaler(SampleLayout layout, FrameSize from, FrameSize to, ScaleFilter filter) {
        NativeLibrary.load();
        this.layout = layout;
        this.to = to;
        int format = format(layout);
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
        this.source = Frame.of(layout, from);
        this.target = Frame.of(layout, to);
        byte[][] data = new byte[layout.planes()][];
        int[] strides = new int[layout.planes()];
        for (int plane = 0; plane < data.length; plane++) {
            strides[plane] = layout.rowBytes(to, plane);
            data[plane] = new byte[strides[plane] * layout.rows(to, plane)];
        }
        this.scaled = new Planes(data, strides);
    }

    private static int format(SampleLayout layout) {
        return switch (layout) {
            case YUV_420 -> AV_PIX_FMT_YUV420P;
            case YUV_422 -> AV_PIX_FMT_YUV422P;
            case YUV_444 -> AV_PIX_FMT_YUV444P;
            default -> throw new IllegalArgumentException(layout + " has no luma and chroma planes");
        };
    }

    /** Scales a frame; the planes are used again by the next call. */
    public Planes scale(Planes planes) {
        if (context == null) {
            throw new IllegalStateException("the scaler is closed");
        }
        source.put(planes);
        int rows = sws_scale(
                context,
                source.pointers,
                source.strides,
                0,
                layout.rows(source.size, 0),
                target.pointers,
                target.strides);
        if (rows != to.height()) {
            throw new IllegalStateException("swscale drew " + rows + " rows of " + to);
        }
        target.get(scaled);
        return scaled;
    }

    @Override
    public void close() {
        if (context != null) {
            sws_freeContext(context);
            context = null;
            source.free();
            target.free();
        }
    }
}
