package org.fovea.video.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;

/** Small clips of every kind, made by FFmpeg's encoders. */
public final class TestClips {
    /** 8 bit 4:2:0, limited range, BT.601. */
    public static final SampleFormat USUAL =
            new SampleFormat(AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, AVCOL_SPC_SMPTE170M);

    private static final FrameRate RATE = new FrameRate(25, 1);

    private TestClips() {}

    /** Frames in RGB with shapes that move, colours that fade and a little noise; no two are equal. */
    public static List<byte[]> frames(int count, FrameSize size, long seed) {
        Random random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            byte[] rgb = new byte[size.rgbBytes()];
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    boolean block = (x + 2 * t) / 11 % 2 == 0 && (y + t) / 9 % 2 == 0;
                    int at = 3 * (y * size.width() + x);
                    rgb[at] = (byte) ((block ? 200 : 40 + x) + random.nextInt(4));
                    rgb[at + 1] = (byte) ((block ? 90 : 60 + y) + t + random.nextInt(4));
                    rgb[at + 2] = (byte) (30 + 5 * t % 100 + random.nextInt(4));
                }
            }
            frames.add(rgb);
        }
        return frames;
    }

    /** The samples of RGB frames in 4:2:0. */
    public static List<Planes> planes(List<byte[]> frames, FrameSize size) {
        return frames.stream().map(rgb -> new RgbToYuv420(size).convert(rgb)).toList();
    }

    /** Planes of a layout with random samples. */
    public static Planes randomPlanes(SampleLayout layout, FrameSize size, Random random) {
        Planes planes = Planes.of(layout, size);
        for (byte[] plane : planes.data()) {
            random.nextBytes(plane);
        }
        return planes;
    }

    /** Soft slopes and blocks that move, with noise, in 4:2:0. */
    public static void paint(Planes into, FrameSize size, int frame) {
        for (int plane = 0; plane < 3; plane++) {
            int width = SampleLayout.YUV_420.rowBytes(size, plane);
            for (int i = 0; i < into.data()[plane].length; i++) {
                int x = i % width + 2 * frame;
                int y = i / width;
                int noise = (x * 7919 + y * 104729 + frame * 31) % 17 - 8;
                boolean block = x / 24 % 2 == 0 && y / 16 % 2 == 0;
                int value = plane == 0 ? 90 + x / 3 + (block ? 40 : 0) + noise : 110 + 10 * plane + y / 4;
                into.data()[plane][i] = (byte) value;
            }
        }
    }

    /** H.264 by OpenH264: baseline, no B-frames. */
    public static Path h264(Path target, String container, FrameSize size, List<byte[]> frames) throws IOException {
        Map<String, String> options =
                Map.of("profile", "constrained_baseline", "allow_skip_frames", "0", "b", "400000");
        return encode(target, container, "libopenh264", USUAL, size, planes(frames, size), options);
    }

    /** AV1 by libaom, with frames that are not shown and reordering. */
    public static Path av1(Path target, String container, FrameSize size, List<byte[]> frames) throws IOException {
        Map<String, String> options = Map.of("crf", "30", "cpu-used", "8", "lag-in-frames", "12");
        return encode(target, container, "libaom-av1", USUAL, size, planes(frames, size), options);
    }

    /** FFV1 in 4:2:0, with checksums. */
    public static Path ffv1(Path target, FrameSize size, SampleFormat format, List<Planes> planes) throws IOException {
        return encode(target, "matroska", "ffv1", format, size, planes, Map.of("level", "3", "slicecrc", "1"));
    }

    /** Any of FFmpeg's encoders into any of its containers. */
    public static Path encode(
            Path target,
            String container,
            String encoder,
            SampleFormat format,
            FrameSize size,
            List<Planes> planes,
            Map<String, String> options)
            throws IOException {
        // Raw streams have no place for parameter sets but the stream.
        boolean raw = container.equals("h264") || container.equals("obu");
        Encoder.Settings settings = new Encoder.Settings(encoder, format, 1, 12, !raw, options);
        return encode(target, container, settings, size, planes);
    }

    private static Path encode(
            Path target, String container, Encoder.Settings settings, FrameSize size, List<Planes> planes)
            throws IOException {
        try (Encoder started = new Encoder(settings, size, RATE);
                Muxer muxer = new Muxer(target, container, "", started, RATE)) {
            for (Planes frame : planes) {
                started.send(frame);
                muxer.drain();
            }
            started.end();
            muxer.drain();
            muxer.finish();
        }
        return target;
    }

    /** RGB frames in FFV1, as {@link ClipWriter} writes them. */
    public static Path lossless(Path target, FrameSize size, List<byte[]> frames) throws IOException {
        return write(target, size, ClipSettings.ffv1(), frames);
    }

    /** RGB frames through {@link ClipWriter}. */
    public static Path write(Path target, FrameSize size, ClipSettings settings, List<byte[]> frames)
            throws IOException {
        try (ClipWriter writer = ClipWriter.create(target, size, RATE, settings, true)) {
            for (byte[] frame : frames) {
                writer.write(frame);
            }
            writer.commit();
        }
        return target;
    }

    /** Frames that are given one after the other. */
    public static final class Given implements FrameSource {
        private final FrameSize size;
        private final Iterator<byte[]> frames;
        public boolean closed;

        public Given(FrameSize size, List<byte[]> frames) {
            this.size = size;
            this.frames = frames.iterator();
        }

        @Override
        public FrameSize size() {
            return size;
        }

        @Override
        public boolean next(byte[] rgb) {
            if (!frames.hasNext()) {
                return false;
            }
            System.arraycopy(frames.next(), 0, rgb, 0, rgb.length);
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** All frames of a clip. */
    public static List<byte[]> read(Path path) throws IOException {
        return read(Clip.open(path));
    }

    /** All frames of a clip. */
    public static List<byte[]> read(Clip clip) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (FrameSource source = clip.frames()) {
            byte[] rgb = new byte[clip.size().rgbBytes()];
            while (source.next(rgb)) {
                frames.add(rgb.clone());
            }
        }
        return frames;
    }

    /** Damaged in up to four ways, half of which hit the first {@code header} bytes. */
    public static byte[] mutated(byte[] data, int header, Random random) {
        byte[] damaged = data.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(header, damaged.length) : damaged.length);
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, 1 + at);
                case 3 -> Arrays.fill(damaged, at, Math.min(damaged.length, at + random.nextInt(40)), (byte) 0);
                case 4 -> {
                    int from = random.nextInt(damaged.length);
                    int length = Math.min(random.nextInt(200), damaged.length - Math.max(at, from));
                    System.arraycopy(damaged, from, damaged, at, length);
                }
                default -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0);
            }
        }
        return damaged;
    }

    /** That frames are the same, one by one. */
    public static void assertFrames(List<byte[]> actual, List<byte[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("frame %d", i).isEqualTo(expected.get(i));
        }
    }
}
