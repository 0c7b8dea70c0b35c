package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.interop.brotli.BrotliStream;
import org.fovea.interop.qma9.Qma9;
import org.fovea.interop.qzs3.GreyVideoMasks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damage in the real files. */
class PublishedDamageTest {
    @Test
    @Tag("slow")
    void a_flipped_bit_in_a_real_mask_stream_is_noticed() {
        byte[] good = SharedData.bytes("mask.qma9");
        Random random = new Random(5);
        for (int i = 0; i < 6; i++) {
            byte[] damaged = good.clone();
            // The last one hits the last byte, where there is least left to contradict it.
            int at = i == 5 ? good.length - 1 : 20 + random.nextInt(good.length - 20);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThatExceptionOfType(FormatException.class)
                    .as("byte " + at)
                    .isThrownBy(() -> Mutations.readAll(Qma9.parse(damaged, 0)));
        }
    }

    @Test
    @Tag("slow")
    void damaged_real_video_ends_in_frames_or_a_format_exception() {
        byte[] file = SharedData.bytes("pr77_payload.bin");
        byte[] good =
                BrotliStream.decode("masks", file, 0, file.length, 1 << 20).bytes();
        Mutations.run(good, Integer.MAX_VALUE, 24, data -> Mutations.readAll(GreyVideoMasks.parse(data)));
    }

    @Test
    void truncated_real_files_are_refused() {
        for (String name : new String[] {"pr77_payload.bin", "seed_layout.zip", "mask.qma9"}) {
            byte[] good = SharedData.bytes(name);
            for (int left : new int[] {1, 19, 100, good.length / 2, good.length - 1000, good.length - 1}) {
                assertThatExceptionOfType(FormatException.class)
                        .as(name + " cut to " + left)
                        .isThrownBy(() -> Submissions.open(Arrays.copyOf(good, left), name))
                        .withMessageStartingWith(name + ": section ");
            }
        }
    }
}
