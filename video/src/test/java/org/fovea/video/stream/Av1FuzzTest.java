package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;

/**
 * Damaged AV1 streams: FFmpeg runs inside this process, so neither a crash nor a hang nor a native leak may follow. AV1
 * has no checksums: damage that still is a valid stream is decoded. The system property {@code fovea.fuzz} sets the
 * number of mutations.
 */
class Av1FuzzTest {
    private static final int MUTATIONS = Integer.getInteger("fovea.fuzz", 6000);
    private static final long MAX_NANOS = 10_000_000_000L;
    private static final long MAX_RESIDENT = 3L << 30;

    @Test
    void damaged_streams_end_in_frames_or_a_format_exception() throws IOException {
        byte[][] streams = {
            Av1TestStream.grey(Av1TestStream.frames(6, 64, 48, 5), 64, 48),
            Av1TestStream.grey(Av1TestStream.frames(3, 16, 16, 6), 16, 16),
        };
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Random random = new Random(i);
            byte[] damaged = mutate(streams[i % streams.length], random);
            long start = System.nanoTime();
            try {
                decode(damaged);
            } catch (FormatException e) {
                refused++;
                assertThat(e.offset()).isBetween(0L, (long) damaged.length);
            }
            assertThat(System.nanoTime() - start).as("time of mutation " + i).isLessThan(MAX_NANOS);
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS);
        // The heap of the tests may take 3 GB by itself; what is over that is native.
        assertThat(resident()).isLessThan(MAX_RESIDENT + (1L << 30));
    }

    @Test
    void native_memory_is_freed() throws IOException {
        byte[] stream = Av1TestStream.grey(Av1TestStream.frames(1, 512, 384, 5), 512, 384);
        for (int i = 0; i < 20; i++) {
            decode(stream);
        }
        long before = resident();
        for (int i = 0; i < 200; i++) {
            decode(stream);
        }
        // Each decoder holds over 2 MB of frames; a leak would show as 400 MB.
        assertThat(resident() - before).isLessThan(150L << 20);
    }

    private static void decode(byte[] data) {
        BareAv1Stream stream = BareAv1Stream.parse("masks", BareAv1Stream.strip("masks", data));
        try (LumaDecoder decoder = new LumaDecoder(stream, 4096)) {
            byte[] luma = new byte[stream.header().width() * stream.header().height()];
            int count = 0;
            while (decoder.next(luma)) {
                count++;
            }
            assertThat(count).isEqualTo(stream.count());
        }
    }

    private static byte[] mutate(byte[] data, Random random) {
        byte[] damaged = data.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, 1 + at);
                // The headers at the front are where a flipped bit does most.
                case 3 -> damaged[Math.min(at, random.nextInt(24))] ^= (byte) (1 << random.nextInt(8));
                case 4 -> System.arraycopy(data, 0, damaged, at, Math.min(data.length, damaged.length - at));
                default -> Arrays.fill(damaged, at, Math.min(damaged.length, at + 8), (byte) random.nextInt(256));
            }
        }
        return damaged;
    }

    /** Memory of this process in bytes; 0 where the system does not tell. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        return 0;
    }
}
