package org.fovea.interop.qma9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.interop.Mutations;
import org.junit.jupiter.api.Test;

class Qma9Test {
    @Test
    void tensors_of_many_shapes_come_back() {
        int[][] shapes = {{1, 1, 1}, {3, 1, 7}, {3, 7, 1}, {2, 2, 2}, {5, 13, 9}, {2, 40, 70}, {30, 24, 32}};
        for (int[] shape : shapes) {
            for (int noise : new int[] {0, 20, 100}) {
                MaskTensor masks = masks(shape[0], shape[1], shape[2], noise);
                byte[] stream = Qma9.write(masks);
                Qma9 read = Qma9.parse(stream, 0);
                assertThat(read.shape()).isEqualTo(masks.shape());
                assertThat(read.bytes()).isEqualTo(stream.length);
                assertThat(MaskTensor.of(read).classIds()).isEqualTo(masks.classIds());
                assertThat(Qma9.write(read)).isEqualTo(stream);
            }
        }
    }

    @Test
    void counts_are_halved_in_time() {
        // Over 65535/20 equal events in one context, then a change: both sides must halve at the same event.
        byte[] ids = new byte[300 * 300 * 3];
        Arrays.fill(ids, (byte) 2);
        ids[2 * 300 * 300 + 150 * 300 + 150] = 4;
        MaskTensor masks = new MaskTensor(new MaskShape(3, 300, 300, 5), ids);
        byte[] stream = Qma9.write(masks);
        assertThat(stream.length).isLessThan(100);
        assertThat(MaskTensor.of(Qma9.parse(stream, 0)).classIds()).isEqualTo(ids);
    }

    @Test
    void the_format_does_not_change() {
        // Checked with an independent decoder, written from the description of the format.
        byte[] ids = new byte[3 * 6 * 9];
        for (int i = 0; i < ids.length; i++) {
            int x = i % 9;
            int y = i / 9 % 6;
            int t = i / 54;
            ids[i] = (byte) ((7 * x + 13 * y + 5 * t) % 11 == 0 ? (x * y + t) % 5 : ((x + t) / 4 + y / 3) % 5);
        }
        MaskTensor masks = new MaskTensor(new MaskShape(3, 6, 9, 5), ids);
        assertThat(HexFormat.of().formatHex(Qma9.write(masks)))
                .isEqualTo(
                        "514d41390300000009000000060000001900000012bd04edc80d42ae21369f628846d0c9ba0925c1c0c7e88b36");
    }

    @Test
    void a_stream_may_begin_anywhere_and_be_read_twice() {
        MaskTensor masks = masks(4, 9, 11, 5);
        byte[] stream = Qma9.write(masks);
        byte[] embedded = new byte[stream.length + 30];
        System.arraycopy(stream, 0, embedded, 17, stream.length);
        Qma9 read = Qma9.parse(embedded, 17);
        assertThat(read.bytes()).isEqualTo(stream.length);
        assertThat(MaskTensor.of(read).classIds()).isEqualTo(masks.classIds());
        assertThat(MaskTensor.of(read).classIds()).isEqualTo(masks.classIds());
    }

    @Test
    void every_truncation_is_noticed() {
        byte[] stream = Qma9.write(masks(6, 24, 32, 10));
        Mutations.truncate(stream, stream.length, Qma9Test::decode);
        // With the announced length cut as well, only the decoder can notice.
        int bits = stream.length - 20;
        for (int left = 1; left < bits; left++) {
            byte[] cut = Arrays.copyOf(stream, 20 + left);
            cut[16] = (byte) left;
            cut[17] = (byte) (left >>> 8);
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> decode(cut));
        }
    }

    @Test
    void damage_is_noticed() {
        Mutations.run(Qma9.write(masks(6, 24, 32, 10)), 3, Qma9Test::decode);
    }

    @Test
    void trailing_bits_are_noticed() {
        byte[] stream = Qma9.write(masks(2, 9, 11, 5));
        byte[] longer = Arrays.copyOf(stream, stream.length + 1);
        longer[16]++;
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decode(longer))
                .withMessageContaining("continues");
    }

    @Test
    void absurd_headers_are_refused() {
        long[][] headers = {{0, 5, 5}, {5, 0, 5}, {5, 5, 0}, {1L << 31, 5, 5}, {1, 4097, 5}, {1, 5, 0xffff_ffffL}};
        for (long[] header : headers) {
            byte[] data = new ByteWriter()
                    .bytes(new byte[] {'Q', 'M', 'A', '9'})
                    .u32(header[0])
                    .u32(header[1])
                    .u32(header[2])
                    .u32(4)
                    .u32(0)
                    .toByteArray();
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> Qma9.parse(data, 0))
                    .withMessageContaining("expected");
        }
    }

    @Test
    void a_short_stream_of_very_many_pixels_is_refused() {
        assertThat(Qma9.parse(header(16 + 4, 1024, 1024, 4 << 6), 0).shape().frames())
                .isEqualTo(20);
        for (int[] sizes :
                new int[][] {{16 + 4 + 1, 1024, 1024, 4 << 6}, {17, 1024, 1024, 4}, {40_000_000, 4096, 4096, 4}}) {
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> Qma9.parse(header(sizes[0], sizes[1], sizes[2], sizes[3]), 0))
                    .withMessageContaining("too short");
        }
    }

    private static byte[] header(int frames, int rows, int columns, int bytes) {
        return new ByteWriter()
                .bytes(new byte[] {'Q', 'M', 'A', '9'})
                .u32(frames)
                .u32(rows)
                .u32(columns)
                .u32(bytes)
                .bytes(new byte[bytes])
                .toByteArray();
    }

    @Test
    void only_five_classes_fit() {
        MaskTensor masks = new MaskTensor(new MaskShape(1, 1, 2, 6), new byte[] {1, 5});
        assertThatIllegalArgumentException().isThrownBy(() -> Qma9.write(masks)).withMessageContaining("5");
    }

    private static void decode(byte[] data) {
        Qma9 masks = Qma9.parse(data, 0);
        byte[] frame = new byte[masks.shape().pixels()];
        try (MaskReader reader = masks.open()) {
            while (reader.next(frame)) {
                for (byte id : frame) {
                    assertThat(id >= 0 && id < 5).isTrue();
                }
            }
        }
    }

    /** Moving blobs; {@code noise} percent of the pixels are random. */
    private static MaskTensor masks(int frames, int height, int width, int noise) {
        Random random = new Random(31L * height + width + noise);
        byte[] ids = new byte[frames * height * width];
        for (int i = 0; i < ids.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int t = i / width / height;
            int id = ((x + t) / 6 + y / 4) % 5;
            ids[i] = (byte) (random.nextInt(100) < noise ? random.nextInt(5) : id);
        }
        return new MaskTensor(new MaskShape(frames, height, width, 5), ids);
    }
}
