package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    @Test
    void reads_what_the_writer_wrote() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            long number = random.nextLong() >>> (1 + random.nextInt(63));
            byte[] bytes = new ByteWriter()
                    .u8(200)
                    .u16(60_000)
                    .u32(4_000_000_000L)
                    .uvarint(number)
                    .bytes(new byte[] {7, 8})
                    .toByteArray();
            ByteReader in = new ByteReader("test", bytes);
            assertThat(in.u8()).isEqualTo(200);
            assertThat(in.u16()).isEqualTo(60_000);
            assertThat(in.u32()).isEqualTo(4_000_000_000L);
            assertThat(in.uvarint(Long.MAX_VALUE)).isEqualTo(number);
            assertThat(in.bytes(2)).containsExactly(7, 8);
            in.verifyEnd();
        }
    }

    @Test
    void reading_past_the_end_names_section_and_offset() {
        ByteReader in = new ByteReader("poses", new byte[] {1, 2, 3}, 1, 2);
        in.u8();
        assertThatThrownBy(in::u32)
                .isInstanceOf(FormatException.class)
                .hasMessage("section poses, byte 1: truncated: 2 bytes wanted, 1 left");
        assertThrown(FormatException.class, () -> in.skip(Integer.MAX_VALUE));
    }

    @Test
    void numbers_have_one_spelling_and_a_limit() {
        assertThatThrownBy(() -> new ByteReader("x", new byte[] {(byte) 0x80, 0}).uvarint(9))
                .hasMessageContaining("shortest form");
        assertThatThrownBy(() -> new ByteReader("x", new byte[] {10}).uvarint(9))
                .hasMessageContaining("limit of 9");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThatThrownBy(() -> new ByteReader("x", endless).uvarint(Long.MAX_VALUE))
                .hasMessageContaining("longer than 63 bits");
    }

    @Test
    void the_writer_refuses_what_does_not_fit() {
        assertThrown(IllegalArgumentException.class, () -> new ByteWriter().u8(256));
        assertThrown(IllegalArgumentException.class, () -> new ByteWriter().uvarint(-1));
    }
}
