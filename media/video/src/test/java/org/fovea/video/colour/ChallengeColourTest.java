package org.fovea.video.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The challenge's colours to the last bit. The hashes are those of the challenge's own code on the same samples. */
class ChallengeColourTest {
    @Test
    void random_samples_get_the_colours_of_the_challenge() {
        FrameSize size = new FrameSize(36, 22);
        byte[] y = Stream.of("yuv420:y").bytes(36 * 22);
        byte[] u = Stream.of("yuv420:u").bytes(18 * 11);
        byte[] v = Stream.of("yuv420:v").bytes(18 * 11);
        assertThat(Sha256.of(limited420(size, y, u, v)))
                .isEqualTo("0036d0907e38cf25f2d1e44751be23109514e502bd3140c7c469a3afde5c5cdb");
    }

    @Test
    void a_frame_of_full_size_gets_the_colours_of_the_challenge() {
        FrameSize size = new FrameSize(1164, 874);
        byte[] y = shaded("full:y", 1164, 874, 3, 5, 16, 219);
        byte[] u = shaded("full:u", 582, 437, 2, 7, 48, 160);
        byte[] v = shaded("full:v", 582, 437, 5, 3, 48, 160);
        assertThat(Sha256.of(y)).isEqualTo("6fe0294f19368e94b9a0d9d33ab103d98f8edd81a48fff18536f7a96999d5abe");
        assertThat(Sha256.of(u)).isEqualTo("8dfa501e707cdca4515b317eeb67d96a10b91642cec54f6f3355e68e0cadfa1a");
        assertThat(Sha256.of(v)).isEqualTo("5d86ac520c1ba9ba32146be67f40aa12e0e040851149e2c7bb85917e762a5ad2");
        byte[] rgb = limited420(size, y, u, v);
        assertThat(Sha256.of(rgb)).isEqualTo("4ef0d0b3efb82a524f8f025bb3d31de08b6fde49032bf19f3da69b3b20c4223d");
        int at = 3 * (437 * 1164 + 582);
        assertThat(rgb[at] & 0xff).isEqualTo(87);
        assertThat(rgb[at + 1] & 0xff).isEqualTo(213);
        assertThat(rgb[at + 2] & 0xff).isEqualTo(74);
    }

    @ParameterizedTest
    @EnumSource(names = {"YUV_420", "YUV_422", "YUV_444"})
    void every_size_and_range_agrees_with_the_slow_reference(SampleLayout layout) {
        Random random = new Random(layout.ordinal());
        for (int round = 0; round < 150; round++) {
            FrameSize size = new FrameSize(1 + random.nextInt(40), 1 + random.nextInt(24));
            Planes planes = TestClips.randomPlanes(layout, size, random);
            if (random.nextInt(2) == 0) {
                Arrays.fill(planes.data()[random.nextInt(3)], (byte) random.nextInt(256));
            }
            for (ColourRule rule : new ColourRule[] {ColourRule.BT601_LIMITED, ColourRule.BT601_FULL}) {
                byte[] rgb = new byte[size.rgbBytes()];
                RgbConverter.of(rule, layout, size).convert(planes, rgb);
                assertThat(rgb)
                        .as("%s %s %s", rule, layout, size)
                        .isEqualTo(SlowReference.rgb(rule, layout, size, planes));
            }
        }
    }

    /** Every pair of luma and one chroma sample, the other in the middle: rounding and clamping of each formula. */
    @Test
    void every_luma_with_every_chroma_agrees_with_the_slow_reference() {
        FrameSize size = new FrameSize(256, 256);
        byte[] y = new byte[256 * 256];
        byte[] ramp = new byte[256 * 256];
        byte[] middle = new byte[256 * 256];
        for (int i = 0; i < y.length; i++) {
            y[i] = (byte) (i >> 8);
            ramp[i] = (byte) i;
            middle[i] = (byte) 128;
        }
        for (ColourRule rule : new ColourRule[] {ColourRule.BT601_LIMITED, ColourRule.BT601_FULL}) {
            for (Planes planes : new Planes[] {
                new Planes(new byte[][] {y, ramp, middle}, new int[] {256, 256, 256}),
                new Planes(new byte[][] {y, middle, ramp}, new int[] {256, 256, 256}),
                new Planes(new byte[][] {y, ramp, ramp}, new int[] {256, 256, 256})
            }) {
                byte[] rgb = new byte[size.rgbBytes()];
                RgbConverter.of(rule, SampleLayout.YUV_444, size).convert(planes, rgb);
                assertThat(rgb).isEqualTo(SlowReference.rgb(rule, SampleLayout.YUV_444, size, planes));
            }
        }
    }

    @Test
    void a_rule_is_refused_for_samples_that_it_is_not_for() {
        FrameSize size = new FrameSize(2, 2);
        assertThrown(IllegalArgumentException.class, () -> RgbConverter.of(ColourRule.RGB, SampleLayout.YUV_420, size));
        assertThrown(
                IllegalArgumentException.class, () -> RgbConverter.of(ColourRule.BT601_FULL, SampleLayout.RGB, size));
    }

    private static byte[] limited420(FrameSize size, byte[] y, byte[] u, byte[] v) {
        byte[] rgb = new byte[size.rgbBytes()];
        int half = (size.width() + 1) / 2;
        RgbConverter.of(ColourRule.BT601_LIMITED, SampleLayout.YUV_420, size)
                .convert(new Planes(new byte[][] {y, u, v}, new int[] {size.width(), half, half}), rgb);
        return rgb;
    }

    private static byte[] shaded(String label, int width, int height, int stepX, int stepY, int low, int range) {
        byte[] noise = Stream.of(label).bytes(width * height);
        byte[] out = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int t = (stepX * x + stepY * y) % 512;
                int triangle = t < 256 ? t : 511 - t;
                int value = low + triangle * range / 255 + (noise[y * width + x] & 7) - 4;
                out[y * width + x] = (byte) Math.clamp(value, 0, 255);
            }
        }
        return out;
    }

    /**
     * SplitMix64 (Steele, Lea, Flood 2014) seeded with the FNV-1a hash of a label, a byte from the top of each output.
     */
    private static final class Stream {
        private long state;

        static Stream of(String label) {
            Stream stream = new Stream();
            stream.state = 0xcbf29ce484222325L;
            for (byte b : label.getBytes(StandardCharsets.UTF_8)) {
                stream.state = (stream.state ^ b & 0xff) * 0x100000001b3L;
            }
            return stream;
        }

        byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                state += 0x9e3779b97f4a7c15L;
                long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
                z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
                bytes[i] = (byte) ((z ^ z >>> 31) >>> 56);
            }
            return bytes;
        }
    }
}
