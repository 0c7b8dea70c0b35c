package org.fovea.video.colour;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_XYZ;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_MONOWHITE;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.fovea.codec.FrameSize;

/**
 * Takes the samples of decoded frames of one pixel format and size. Those that lie as a {@link SampleLayout} says are
 * copied; others, by FFmpeg's description of the format, become planes of luma and chroma, or RGB of 8 bits. Grey is
 * luma with chroma that has no colour. Alpha is left out. Used by one thread at a time.
 */
public final class SampleReader {
    private static final int REFUSED =
            AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_XYZ;

    /** What samples are. */
    public enum Kind {
        /** Red, green and blue. */
        RGB,
        /** Luma and chroma. */
        YUV,
        /** Luma alone, of full range where no tag says otherwise. */
        GREY
    }

    private final int pixelFormat;
    private final AVPixFmtDescriptor descriptor;
    private final boolean plain;
    private final SampleLayout layout;
    private final int depth;
    private final FrameSize size;
    private final byte[][] planes;
    private final int[] strides;

    private SampleReader(int pixelFormat, AVPixFmtDescriptor descriptor, FrameSize size, Optional<SampleLayout> as) {
        this.pixelFormat = pixelFormat;
        this.descriptor = descriptor;
        this.size = size;
        this.plain = as.isPresent();
        this.layout = as.orElseGet(() -> has(AV_PIX_FMT_FLAG_RGB) || has(AV_PIX_FMT_FLAG_PAL) || isBits()
                ? SampleLayout.RGB
                : layout(descriptor));
        this.depth =
                plain || layout == SampleLayout.RGB ? 8 : descriptor.comp(0).depth();
        this.planes = new byte[layout.planes()][0];
        this.strides = new int[layout.planes()];
        if (!plain) {
            for (int plane = 0; plane < planes.length; plane++) {
                strides[plane] = layout.rowBytes(size, plane) * sampleBytes();
                planes[plane] = new byte[strides[plane] * layout.rows(size, plane)];
            }
        }
    }

    /**
     * A reader for frames.
     *
     * @param pixelFormat {@code AV_PIX_FMT_…}
     * @return empty where samples are floating point numbers, of a sensor, of CIE XYZ, or not in memory; where they
     *     have more than 16 bits, or lie neither at equal distances in bytes nor as single bits of black and white
     */
    public static Optional<SampleReader> of(int pixelFormat, FrameSize size) {
        AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(pixelFormat);
        return descriptor != null && isReadable(descriptor)
                ? Optional.of(
                        new SampleReader(pixelFormat, descriptor, size, new SampleFormat(pixelFormat, 0, 0).layout()))
                : Optional.empty();
    }

    private static boolean isReadable(AVPixFmtDescriptor descriptor) {
        long flags = descriptor.flags();
        int count = descriptor.nb_components();
        if ((flags & REFUSED) != 0
                || (flags & AV_PIX_FMT_FLAG_BITSTREAM) != 0 && count > 1
                || (flags & AV_PIX_FMT_FLAG_RGB) == 0 && count >= 3 && descriptor.log2_chroma_h() > 1) {
            return false;
        }
        AVComponentDescriptor first = descriptor.comp(0);
        for (int i = 0; i < (count < 3 ? 1 : 3); i++) {
            AVComponentDescriptor component = descriptor.comp(i);
            // In a plane with luma, chroma of half the width lies at twice the distance. It does not in uyyvyy411.
            int step = i == 0 ? first.step() : first.step() << descriptor.log2_chroma_w();
            if (component.depth() + component.shift() > 16
                    || component.plane() == first.plane() && component.step() != step) {
                return false;
            }
        }
        return true;
    }

    private static SampleLayout layout(AVPixFmtDescriptor descriptor) {
        boolean grey = descriptor.nb_components() < 3;
        boolean high = grey || descriptor.log2_chroma_h() > 0;
        return switch (grey ? 1 : descriptor.log2_chroma_w()) {
            case 0 -> high ? SampleLayout.YUV_440 : SampleLayout.YUV_444;
            case 1 -> high ? SampleLayout.YUV_420 : SampleLayout.YUV_422;
            default -> SampleLayout.YUV_411;
        };
    }

    /** How the samples lie that {@link #read} gives. */
    public SampleLayout layout() {
        return layout;
    }

    /** What the decoder's samples are. */
    public Kind kind() {
        return !layout.isYuv() ? Kind.RGB : isGrey() ? Kind.GREY : Kind.YUV;
    }

    private boolean isGrey() {
        return descriptor.nb_components() < 3;
    }

    /** Bits of a sample, 8 to 16. */
    public int depth() {
        return depth;
    }

    /** Samples of a frame, in arrays that are used again by the next call. */
    public Planes read(AVFrame frame) {
        if (plain) {
            copy(frame);
        } else if (layout == SampleLayout.RGB) {
            colours(frame);
        } else {
            for (int component = 0; component < 3; component++) {
                samples(frame, component);
            }
        }
        return new Planes(planes, strides);
    }

    private void copy(AVFrame frame) {
        for (int plane = 0; plane < planes.length; plane++) {
            int rowBytes = layout.rowBytes(size, plane);
            Rows rows = Rows.of(frame, plane, layout.rows(size, plane), rowBytes);
            strides[plane] = Math.toIntExact(Math.abs(rows.stride));
            int length = Math.toIntExact(rows.bytes.byteSize());
            if (planes[plane].length != length) {
                planes[plane] = new byte[length];
            }
            if (rows.stride > 0) {
                MemorySegment.copy(rows.bytes, ValueLayout.JAVA_BYTE, 0, planes[plane], 0, length);
                continue;
            }
            for (int y = 0; y < layout.rows(size, plane); y++) {
                MemorySegment.copy(
                        rows.bytes, ValueLayout.JAVA_BYTE, rows.at(y), planes[plane], y * strides[plane], rowBytes);
            }
        }
    }

    private void samples(AVFrame frame, int component) {
        byte[] out = planes[component];
        if (isGrey() && component > 0) {
            int centre = 1 << depth - 1;
            for (int i = 0; i < out.length; i += sampleBytes()) {
                put(out, i, centre);
            }
            return;
        }
        int columns = layout.rowBytes(size, component);
        Component samples = new Component(frame, component);
        for (int y = 0; y < layout.rows(size, component); y++) {
            int at = y * strides[component];
            if (samples.isCopied()) {
                Rows rows = samples.rows;
                MemorySegment.copy(rows.bytes, ValueLayout.JAVA_BYTE, rows.at(y), out, at, 2 * columns);
                continue;
            }
            for (int x = 0; x < columns; x++) {
                put(out, at + x * sampleBytes(), samples.get(x, y));
            }
        }
    }

    private void colours(AVFrame frame) {
        byte[] out = planes[0];
        if (has(AV_PIX_FMT_FLAG_PAL)) {
            palette(frame, out);
            return;
        }
        int count = isBits() ? 1 : 3;
        for (int component = 0; component < count; component++) {
            Component samples = new Component(frame, component);
            int most = (1 << samples.bits) - 1;
            int flip = pixelFormat == AV_PIX_FMT_MONOWHITE ? most : 0;
            for (int y = 0; y < size.height(); y++) {
                int at = y * strides[0] + component;
                for (int x = 0; x < size.width(); x++) {
                    int value = ((samples.get(x, y) ^ flip) * 255 + most / 2) / most;
                    out[at + 3 * x] = (byte) value;
                }
            }
        }
        if (isBits()) {
            for (int i = 0; i < out.length; i += 3) {
                Arrays.fill(out, i, i + 3, out[i]);
            }
        }
    }

    private void palette(AVFrame frame, byte[] out) {
        Component index = new Component(frame, 0);
        int[] colours = new int[256];
        MemorySegment.copy(
                MemorySegment.ofAddress(frame.data(1).address()).reinterpret(1024),
                ValueLayout.JAVA_INT_UNALIGNED,
                0,
                colours,
                0,
                colours.length);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int colour = colours[index.get(x, y)];
                int at = y * strides[0] + 3 * x;
                out[at] = (byte) (colour >> 16);
                out[at + 1] = (byte) (colour >> 8);
                out[at + 2] = (byte) colour;
            }
        }
    }

    private boolean has(int flag) {
        return (descriptor.flags() & flag) != 0;
    }

    /** Black and white, eight pixels in a byte. */
    private boolean isBits() {
        return has(AV_PIX_FMT_FLAG_BITSTREAM);
    }

    private int sampleBytes() {
        return depth > 8 ? 2 : 1;
    }

    private void put(byte[] out, int at, int value) {
        out[at] = (byte) value;
        if (depth > 8) {
            out[at + 1] = (byte) (value >> 8);
        }
    }

    /** A sample of two bytes. */
    static int wide(byte[] samples, int at) {
        return samples[at] & 0xff | (samples[at + 1] & 0xff) << 8;
    }

    /**
     * Rows of a plane.
     *
     * @param bytes from the first byte in memory to the end of the last row there, which is what surely is there
     * @param first where the uppermost row begins
     * @param stride from a row to the one below it; negative where the lowest is the first in memory
     */
    private record Rows(MemorySegment bytes, long first, long stride) {
        static Rows of(AVFrame frame, int plane, int count, long rowBytes) {
            long stride = frame.linesize(plane);
            if (Math.abs(stride) < rowBytes) {
                throw new IllegalStateException("FFmpeg's rows have " + stride + " bytes for " + rowBytes);
            }
            long others = Math.abs(stride) * (count - 1);
            long first = stride < 0 ? others : 0;
            MemorySegment start = MemorySegment.ofAddress(frame.data(plane).address() - first);
            return new Rows(start.reinterpret(others + rowBytes), first, stride);
        }

        long at(int y) {
            return first + y * stride;
        }
    }

    /** One component of a frame, wherever its samples are. */
    private final class Component {
        private final Rows rows;
        private final int step;
        private final int offset;
        private final int shift;
        private final int bits;
        private final boolean two;

        Component(AVFrame frame, int number) {
            AVComponentDescriptor told = descriptor.comp(number);
            step = told.step();
            shift = told.shift();
            bits = told.depth();
            two = bits + shift > 8;
            // Samples of one byte in big-endian formats lie one byte behind FFmpeg's offset (av_read_image_line2).
            offset = told.offset() + (!two && has(AV_PIX_FMT_FLAG_BE) ? 1 : 0);
            int of = layout.isYuv() && number > 0 ? 1 : 0;
            long columns = layout.isYuv() ? layout.rowBytes(size, of) : size.width();
            long last = isBits() ? (columns + 7) / 8 : (columns - 1) * step + offset + (two ? 2 : 1);
            rows = Rows.of(frame, told.plane(), layout.rows(size, of), last);
        }

        /** Whether a row lies as {@link Planes} has it: two bytes each, the lower first, nothing between. */
        boolean isCopied() {
            return two && step == 2 && shift == 0 && !has(AV_PIX_FMT_FLAG_BE);
        }

        int get(int x, int y) {
            if (isBits()) {
                return rows.bytes.get(ValueLayout.JAVA_BYTE, rows.at(y) + x / 8) >> 7 - x % 8 & 1;
            }
            long at = rows.at(y) + (long) x * step + offset;
            int low = rows.bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            if (!two) {
                return low >> shift & (1 << bits) - 1;
            }
            int high = rows.bytes.get(ValueLayout.JAVA_BYTE, at + 1) & 0xff;
            int value = has(AV_PIX_FMT_FLAG_BE) ? low << 8 | high : high << 8 | low;
            return value >> shift & (1 << bits) - 1;
        }
    }
}
