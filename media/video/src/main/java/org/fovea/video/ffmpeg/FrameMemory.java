package org.fovea.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.fovea.codec.FrameSize;
import org.fovea.video.colour.Planes;

/** A frame in FFmpeg's memory, its rows aligned as FFmpeg likes them. */
@SuppressWarnings("NullAway") // its handle is null after it is freed
public final class FrameMemory implements AutoCloseable {
    private AVFrame frame;

    /** Memory for a frame of a pixel format, {@code AV_PIX_FMT_…}. */
    public FrameMemory(int pixelFormat, FrameSize size) {
        NativeLibrary.load();
        frame = NativeLibrary.allocated(av_frame_alloc());
        frame.format(pixelFormat).width(size.width()).height(size.height());
        if (av_frame_get_buffer(frame, 0) < 0) {
            close();
            throw new OutOfMemoryError("FFmpeg is out of memory");
        }
    }

    public AVFrame frame() {
        return frame;
    }

    public void put(Planes planes) {
        if (av_frame_make_writable(frame) < 0) {
            throw new OutOfMemoryError("FFmpeg is out of memory");
        }
        for (int plane = 0; plane < planes.data().length; plane++) {
            byte[] data = planes.data()[plane];
            int rowBytes = planes.stride()[plane];
            for (int at = 0, y = 0; at < data.length; at += rowBytes, y++) {
                MemorySegment.copy(data, at, row(plane, y, rowBytes), ValueLayout.JAVA_BYTE, 0, rowBytes);
            }
        }
    }

    public void get(Planes planes) {
        for (int plane = 0; plane < planes.data().length; plane++) {
            byte[] data = planes.data()[plane];
            int rowBytes = planes.stride()[plane];
            for (int at = 0, y = 0; at < data.length; at += rowBytes, y++) {
                MemorySegment.copy(row(plane, y, rowBytes), ValueLayout.JAVA_BYTE, 0, data, at, rowBytes);
            }
        }
    }

    private MemorySegment row(int plane, int y, int rowBytes) {
        long address = frame.data(plane).address() + (long) y * frame.linesize(plane);
        return MemorySegment.ofAddress(address).reinterpret(rowBytes);
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame = null;
        }
    }
}
