package org.fovea.video.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_XYZ;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_MONOWHITE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_image_fill_linesizes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get_id;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_next;
import static org.bytedeco.ffmpeg.global.avutil.av_read_image_line2;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.fovea.codec.FrameSize;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pixel format of FFmpeg against {@code av_read_image_line2}, which reads each as it is described. */
class SampleReaderTest {
    private static final FrameSize SIZE = new FrameSize(15, 5);
    private static final long OTHER =
            AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_XYZ;

    static List<String> formats() {
        return names(true);
    }

    private static List<String> names(boolean read) {
        NativeLibrary.load();
        List<String> names = new ArrayList<>();
        AVPixFmtDescriptor next = av_pix_fmt_desc_next(null);
        for (; next != null; next = av_pix_fmt_desc_next(next)) {
            boolean other = (next.flags() & OTHER) != 0;
            if (!other && SampleReader.of(av_pix_fmt_desc_get_id(next), SIZE).isPresent() == read) {
                names.add(next.name().getString());
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void samples_are_those_that_ffmpeg_reads_from_above_and_from_below(String format) {
        int number = av_get_pix_fmt(format);
        try (Frame upright = new Frame(number, false, 0);
                Frame bottomUp = new Frame(number, true, 0)) {
            SampleReader reader = SampleReader.of(number, SIZE).orElseThrow();
            upright.assertSamples(reader);
            bottomUp.assertSamples(reader);
            upright.assertSamples(reader);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void rows_that_are_too_short_are_not_read(String format) {
        int number = av_get_pix_fmt(format);
        SampleReader reader = SampleReader.of(number, SIZE).orElseThrow();
        for (boolean bottomUp : new boolean[] {false, true}) {
            try (Frame frame = new Frame(number, bottomUp, 8)) {
                assertThrown(IllegalStateException.class, () -> reader.read(frame.frame), "FFmpeg's rows have ");
            }
        }
    }

    /** Nor are those of floating point numbers, sensors, XYZ and graphics cards: all others are. */
    @Test
    void these_formats_are_not_read() {
        assertThat(names(false))
                .containsExactlyInAnyOrder(
                        "yuv410p",
                        "uyyvyy411",
                        "bgr4",
                        "rgb4",
                        "xv30be",
                        "v30xbe",
                        "gray32be",
                        "gray32le",
                        "rgb96be",
                        "rgb96le",
                        "rgba128be",
                        "rgba128le",
                        "gbrap32be",
                        "gbrap32le");
    }

    /** A frame of random bytes whose rows follow each other without gaps. */
    private static final class Frame implements AutoCloseable {
        private final AVFrame frame = av_frame_alloc();
        private final AVPixFmtDescriptor descriptor;
        private final int format;
        private final List<BytePointer> planes = new ArrayList<>();
        private final byte[] palette = new byte[1024];

        Frame(int format, boolean bottomUp, int missing) {
            this.format = format;
            this.descriptor = av_pix_fmt_desc_get(format);
            Random random = new Random(format);
            int[] strides = new int[4];
            assertThat(av_image_fill_linesizes(strides, format, SIZE.width())).isNotNegative();
            for (int plane = 0; plane < 4 && strides[plane] > 0; plane++) {
                byte[] bytes = new byte[strides[plane] * SIZE.height()];
                random.nextBytes(bytes);
                BytePointer data = new BytePointer(bytes);
                planes.add(data);
                int stride = Math.max(1, strides[plane] - missing);
                frame.data(plane, data.getPointer(bottomUp ? (long) stride * (SIZE.height() - 1) : 0));
                frame.linesize(plane, bottomUp ? -stride : stride);
            }
            if (has(AV_PIX_FMT_FLAG_PAL)) {
                random.nextBytes(palette);
                planes.add(new BytePointer(palette));
                frame.data(1, planes.getLast());
            }
        }

        private boolean has(long flag) {
            return (descriptor.flags() & flag) != 0;
        }

        void assertSamples(SampleReader reader) {
            Planes read = reader.read(frame);
            SampleLayout layout = reader.layout();
            if (layout.isYuv()) {
                for (int plane = 0; plane < 3; plane++) {
                    assertPlane(reader, read, plane);
                }
                return;
            }
            byte[] rgb = new byte[SIZE.rgbBytes()];
            RgbConverter.of(ColourRule.RGB, layout, SIZE).convert(read, rgb);
            for (int y = 0; y < SIZE.height(); y++) {
                for (int i = 0; i < 3; i++) {
                    int component = descriptor.nb_components() < 3 ? 0 : i;
                    int[] row = row(component, y, SIZE.width());
                    int most = (1 << descriptor.comp(component).depth()) - 1;
                    for (int x = 0; x < row.length; x++) {
                        int value = format == AV_PIX_FMT_MONOWHITE ? 1 - row[x] : row[x];
                        int expected = has(AV_PIX_FMT_FLAG_PAL)
                                ? palette[4 * value + 2 - i] & 0xff
                                : (int) Math.round(255.0 * value / most);
                        assertThat(rgb[3 * (y * SIZE.width() + x) + i] & 0xff)
                                .as("row %d, column %d, colour %d", y, x, i)
                                .isEqualTo(expected);
                    }
                }
            }
        }

        private void assertPlane(SampleReader reader, Planes read, int plane) {
            int width = reader.layout().rowBytes(SIZE, plane);
            byte[] data = read.data()[plane];
            for (int y = 0; y < reader.layout().rows(SIZE, plane); y++) {
                boolean grey = reader.kind() == SampleReader.Kind.GREY && plane > 0;
                int[] row = grey ? new int[width] : row(plane, y, width);
                for (int x = 0; x < width; x++) {
                    int start = y * read.stride()[plane];
                    int actual = reader.depth() > 8 ? SampleReader.wide(data, start + 2 * x) : data[start + x] & 0xff;
                    // Two bytes may be copied with the bits above the sample, which decoders leave 0.
                    assertThat(actual & (1 << reader.depth()) - 1)
                            .as("plane %d, row %d, column %d", plane, y, x)
                            .isEqualTo(grey ? 1 << reader.depth() - 1 : row[x]);
                }
            }
        }

        private int[] row(int component, int y, int width) {
            int[] row = new int[width];
            try (IntPointer out = new IntPointer(width)) {
                av_read_image_line2(
                        out, frame.data(), frame.linesize(), descriptor, 0, y, component, width, 0, Integer.BYTES);
                out.get(row);
            }
            return row;
        }

        @Override
        public void close() {
            planes.forEach(BytePointer::close);
            av_frame_free(frame);
        }
    }
}
