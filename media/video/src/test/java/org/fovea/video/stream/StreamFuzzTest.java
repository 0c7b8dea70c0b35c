package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;

/**
 * Damaged streams end in pictures or in a FormatException, soon. The system property {@code fovea.fuzz} sets the number
 * of mutations.
 */
class StreamFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("fovea.fuzz", 700);
    private static final long MAX_NANOS = 10_000_000_000L;

    @Test
    void mutated_streams_end_in_pictures_or_a_format_exception() {
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Golden golden = Golden.values()[i % Golden.values().length];
            byte[] damaged = TestClips.mutated(golden.stored(), 100, new Random(i));
            long start = System.nanoTime();
            try {
                int planes = Golden.decode(damaged, StreamCodec.AV1, golden.announced(), 1 + i % 2)
                        .size();
                assertThat(planes).isEqualTo(3 * golden.announced().frames());
            } catch (FormatException e) {
                refused++;
                assertThat(e.section()).isEqualTo("video");
                assertThat(e.offset()).as("mutation %d", i).isBetween(0L, (long) damaged.length);
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + i, e);
            }
            assertThat(System.nanoTime() - start).as("time of mutation %d", i).isLessThan(MAX_NANOS);
        }
        assertThat(refused).isBetween(MUTATIONS / 3, MUTATIONS);
    }

    /** Grey masks of foreign submissions. */
    @Test
    void damaged_luma_ends_in_frames_or_a_format_exception() {
        byte[] whole = Av1TestStream.grey(Av1TestStream.frames(6, 64, 48, 5), 64, 48);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = TestClips.mutated(whole, 100, new Random(i));
            try {
                BareAv1Stream stream = BareAv1Stream.parse("masks", BareAv1Stream.strip("masks", damaged));
                try (LumaDecoder decoder = new LumaDecoder(stream, 4096)) {
                    byte[] luma =
                            new byte[stream.header().width() * stream.header().height()];
                    int count = 0;
                    while (decoder.next(luma)) {
                        count++;
                    }
                    assertThat(count).isEqualTo(stream.count());
                }
            } catch (FormatException e) {
                refused++;
                assertThat(e.offset()).as("mutation %d", i).isBetween(0L, (long) damaged.length);
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS);
    }

    @Test
    void stripping_a_damaged_stream_ends_in_a_stream_or_a_format_exception() {
        for (int i = 0; i < 3 * MUTATIONS; i++) {
            Golden golden = Golden.values()[i % Golden.values().length];
            try {
                byte[] stored = StreamCodec.AV1.stored(TestClips.mutated(golden.raw(), 100, new Random(i)));
                assertThat(StreamCodec.AV1.stored(stored)).as("mutation %d", i).isEqualTo(stored);
            } catch (FormatException e) {
                assertThat(e.section()).isEqualTo("video");
            }
        }
    }
}
