package org.fovea.interop.qma9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.interop.Mutations;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Test;

class Qma9Test {
    private static final HexFormat HEX = HexFormat.of();

    private static byte[] noise() {
        return Resources.bytes(Qma9Test.class, "noise.qma9");
    }

    /** Moving blobs; a tenth of the pixels are random. The stream is as long as an encoder makes it. */
    @Test
    void a_stream_may_begin_anywhere_and_be_read_twice() {
        Random random = new Random(31L * 24 + 32 + 10);
        byte[] ids = new byte[6 * 24 * 32];
        for (int i = 0; i < ids.length; i++) {
            int id = ((i % 32 + i / 768) / 6 + i / 32 % 24 / 4) % 5;
            ids[i] = (byte) (random.nextInt(100) < 10 ? random.nextInt(5) : id);
        }
        byte[] stream = noise();
        byte[] embedded = new byte[stream.length + 30];
        System.arraycopy(stream, 0, embedded, 17, stream.length);
        Qma9 read = Qma9.parse(embedded, 17);
        assertThat(read.shape()).isEqualTo(new MaskShape(6, 24, 32, 5));
        assertThat(read.bytes()).isEqualTo(stream.length);
        assertThat(MaskTensor.of(read).classIds()).isEqualTo(ids);
        assertThat(MaskTensor.of(read).classIds()).isEqualTo(ids);
    }

    @Test
    void counts_are_halved_in_time() {
        // Over 65535/20 equal events in one context, then a change: the decoder must halve at the encoder's event.
        byte[] ids = new byte[300 * 300 * 3];
        Arrays.fill(ids, (byte) 2);
        ids[2 * 300 * 300 + 150 * 300 + 150] = 4;
        byte[] stream = HEX.parseHex("514d4139030000002c0100002c0100000700000099766d479be510");
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
        byte[] stream = HEX.parseHex(
                "514d41390300000009000000060000001900000012bd04edc80d42ae21369f628846d0c9ba0925c1c0c7e88b36");
        assertThat(MaskTensor.of(Qma9.parse(stream, 0)).classIds()).isEqualTo(ids);
    }

    @Test
    void every_truncation_is_noticed() {
        byte[] stream = noise();
        Mutations.truncate(stream, stream.length, Qma9Test::decode);
        // With the announced length cut as well, only the decoder can notice.
        int bits = stream.length - 20;
        for (int left = 1; left < bits; left++) {
            byte[] cut = Arrays.copyOf(stream, 20 + left);
            cut[16] = (byte) left;
            cut[17] = (byte) (left >>> 8);
            assertThrown(FormatException.class, () -> decode(cut));
        }
    }

    @Test
    void damage_is_noticed() {
        Mutations.run(noise(), 3, Qma9Test::decode);
    }

    @Test
    void trailing_bits_are_noticed() {
        byte[] stream = noise();
        byte[] longer = Arrays.copyOf(stream, stream.length + 1);
        longer[16]++;
        assertThrown(FormatException.class, () -> decode(longer), "continues");
    }

    @Test
    void absurd_headers_are_refused() {
        long[][] headers = {{0, 5, 5}, {5, 0, 5}, {5, 5, 0}, {1L << 31, 5, 5}, {1, 4097, 5}, {1, 5, 0xffff_ffffL}};
        for (long[] header : headers) {
            byte[] data = header(header[0], header[1], header[2], 4);
            assertThrown(FormatException.class, () -> Qma9.parse(data, 0), "expected");
        }
    }

    @Test
    void a_short_stream_of_very_many_pixels_is_refused() {
        assertThat(Qma9.parse(header(16 + 4, 1024, 1024, 4 << 6), 0).shape().frames())
                .isEqualTo(20);
        for (int[] sizes :
                new int[][] {{16 + 4 + 1, 1024, 1024, 4 << 6}, {17, 1024, 1024, 4}, {40_000_000, 4096, 4096, 4}}) {
            assertThrown(
                    FormatException.class,
                    () -> Qma9.parse(header(sizes[0], sizes[1], sizes[2], sizes[3]), 0),
                    "too short");
        }
    }

    private static byte[] header(long frames, long rows, long columns, int bytes) {
        return new ByteWriter()
                .bytes(new byte[] {'Q', 'M', 'A', '9'})
                .u32(frames)
                .u32(rows)
                .u32(columns)
                .u32(bytes)
                .bytes(new byte[bytes])
                .toByteArray();
    }

    private static void decode(byte[] data) {
        Mutations.readAll(Qma9.parse(data, 0));
    }
}
