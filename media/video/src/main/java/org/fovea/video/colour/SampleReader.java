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
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.avutil.av_read_image_line2;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.ShortPointer;
import org.fovea.codec.FrameSize;

/**
 * Takes the samples of decoded frames of one pixel format and size, as FFmpeg's description of the format says: luma
 * and chroma become planes, all others RGB of 8 bits. Grey is luma with chroma that has no colour. Alpha is left out.
 * Used by one thread at a time.
 */
public final class SampleReader {
    private static final int REFUSED =
            AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_XYZ;

    public enum Kind {
        RGB,
        YUV,
        /** Luma alone, of full range where no tag says otherwise. */
        GREY
    }

    private final int pixelFormat;
    private final AVPixFmtDescriptor descriptor;
    private final SampleLayout layout;
    private final int depth;
    private final FrameSize size;
    private final Planes planes;
    private final short[] row;
    private final ShortPointer nativeRow;

    private SampleReader(int pixelFormat, AVPixFmtDescriptor descriptor, FrameSize size) {
        this.pixelFormat = pixelFormat;
        this.descriptor = descriptor;
        this.size = size;
        layout = layout(descriptor);
        depth = layout.isYuv() ? descriptor.comp(0).depth() : 8;
        planes = Planes.of(layout, size, depth > 8 ? 2 : 1);
        row = new short[size.width()];
        nativeRow = new ShortPointer(row.length);
        for (int plane = 1; kind() == Kind.GREY && plane < 3; plane++) {
            short[] centre = new short[layout.rowBytes(size, plane)];
            Arrays.fill(centre, (short) (1 << depth - 1));
            for (int y = 0; y < layout.rows(size, plane); y++) {
                store(centre, plane, y);
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
                ? Optional.of(new SampleReader(pixelFormat, descriptor, size))
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
        if ((descriptor.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM)) != 0) {
            return SampleLayout.RGB;
        }
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

    public Kind kind() {
        return !layout.isYuv() ? Kind.RGB : descriptor.nb_components() < 3 ? Kind.GREY : Kind.YUV;
    }

    /** Bits of a sample, 8 to 16. */
    public int depth() {
        return depth;
    }

    /** Whether the decoder's samples are three planes of luma and chroma of 8 bits, without alpha. */
    public boolean isPlain() {
        return kind() == Kind.YUV
                && depth == 8
                && descriptor.nb_components() == 3
                && descriptor.comp(1).step() == 1;
    }

    /** Samples of a frame, in arrays that are used again by the next call. */
    public Planes read(AVFrame frame) {
        for (int plane = 0; plane < av_pix_fmt_count_planes(pixelFormat); plane++) {
            int rowBytes = av_image_get_linesize(pixelFormat, size.width(), plane);
            if (Math.abs(frame.linesize(plane)) < rowBytes) {
                throw new IllegalStateException(
                        "FFmpeg's rows have " + frame.linesize(plane) + " bytes for " + rowBytes);
            }
        }
        if (layout.isYuv()) {
            for (int component = 0; component < (kind() == Kind.GREY ? 1 : 3); component++) {
                samples(frame, component);
            }
        } else if (has(AV_PIX_FMT_FLAG_PAL)) {
            palette(frame);
        } else {
            colours(frame);
        }
        return planes;
    }

    private void samples(AVFrame frame, int component) {
        AVComponentDescriptor how = descriptor.comp(component);
        int bytes = depth > 8 ? 2 : 1;
        // A row lies as in Planes: nothing between the samples, two bytes with the lower first.
        boolean copied = how.step() == bytes && how.shift() == 0 && (bytes == 1 || !has(AV_PIX_FMT_FLAG_BE));
        int rows = layout.rows(size, component);
        if (!copied) {
            for (int y = 0; y < rows; y++) {
                line(frame, component, y, layout.rowBytes(size, component));
                store(row, component, y);
            }
            return;
        }
        int rowBytes = planes.stride()[component];
        long stride = frame.linesize(how.plane());
        long address = frame.data(how.plane()).address();
        for (int y = 0; y < rows; y++) {
            MemorySegment samples =
                    MemorySegment.ofAddress(address + y * stride).reinterpret(rowBytes);
            MemorySegment.copy(samples, ValueLayout.JAVA_BYTE, 0, planes.data()[component], y * rowBytes, rowBytes);
        }
    }

    private void store(short[] samples, int plane, int y) {
        byte[] out = planes.data()[plane];
        int columns = layout.rowBytes(size, plane);
        for (int x = 0, at = y * planes.stride()[plane]; x < columns; x++) {
            out[at++] = (byte) samples[x];
            if (depth > 8) {
                out[at++] = (byte) (samples[x] >> 8);
            }
        }
    }

    private void colours(AVFrame frame) {
        byte[] out = planes.data()[0];
        int count = descriptor.nb_components() < 3 ? 1 : 3; // one: black and white
        for (int component = 0; component < count; component++) {
            int most = (1 << descriptor.comp(component).depth()) - 1;
            int flip = pixelFormat == AV_PIX_FMT_MONOWHITE ? most : 0;
            for (int y = 0; y < size.height(); y++) {
                line(frame, component, y, size.width());
                for (int x = 0, at = y * planes.stride()[0] + component; x < size.width(); x++, at += 3) {
                    int sample = row[x] & 0xffff;
                    out[at] = (byte) (most == 255 ? sample : ((sample ^ flip) * 255 + most / 2) / most);
                }
            }
        }
        for (int i = 0; count == 1 && i < out.length; i += 3) {
            Arrays.fill(out, i, i + 3, out[i]);
        }
    }

    private void palette(AVFrame frame) {
        byte[] out = planes.data()[0];
        int[] colours = new int[256];
        MemorySegment.copy(
                MemorySegment.ofAddress(frame.data(1).address()).reinterpret(4L * colours.length),
                ValueLayout.JAVA_INT_UNALIGNED,
                0,
                colours,
                0,
                colours.length);
        for (int y = 0; y < size.height(); y++) {
            line(frame, 0, y, size.width());
            for (int x = 0, at = y * planes.stride()[0]; x < size.width(); x++) {
                int colour = colours[row[x]];
                out[at++] = (byte) (colour >> 16);
                out[at++] = (byte) (colour >> 8);
                out[at++] = (byte) colour;
            }
        }
    }

    /** Reads a line of a component into {@link #row}, wherever its samples are. */
    private void line(AVFrame frame, int component, int y, int columns) {
        av_read_image_line2(
                nativeRow, frame.data(), frame.linesize(), descriptor, 0, y, component, columns, 0, Short.BYTES);
        nativeRow.get(row, 0, columns);
    }

    private boolean has(int flag) {
        return (descriptor.flags() & flag) != 0;
    }

    static int wide(byte[] samples, int at) {
        return samples[at] & 0xff | (samples[at + 1] & 0xff) << 8;
    }
}
