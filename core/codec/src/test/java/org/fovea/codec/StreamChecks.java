package org.fovea.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fovea.codec.io.Sha256;

/** Checks that every entropy-coded stream has to pass. */
public final class StreamChecks {
    private StreamChecks() {}

    /** First 16 hex digits of the stream's SHA-256. */
    public static String hash(byte[] stream) {
        return Sha256.of(stream).substring(0, 16);
    }

    /** Every damaged stream is refused in the section's name, or decodes to something that {@code valid} accepts. */
    public static <T> void mutated(
            byte[] stream, int count, long seed, String section, Function<byte[], T> decode, Consumer<T> valid) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            byte[] damaged = stream.clone();
            int places = 1 + random.nextInt(3);
            for (int place = 0; place < places && damaged.length > 0; place++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 8));
            }
            refused(damaged, section, decode, valid);
        }
    }

    /** Streams of random bytes are refused in the section's name, or decode to something that {@code valid} accepts. */
    public static <T> void random(
            int count, int longest, long seed, String section, Function<byte[], T> decode, Consumer<T> valid) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            byte[] noise = new byte[random.nextInt(longest + 1)];
            random.nextBytes(noise);
            refused(noise, section, decode, valid);
        }
    }

    private static <T> int refused(byte[] stream, String section, Function<byte[], T> decode, Consumer<T> valid) {
        T value;
        try {
            value = decode.apply(stream);
        } catch (FormatException e) {
            assertThat(e.section()).isEqualTo(section);
            assertThat(e.offset()).isBetween(0L, (long) stream.length);
            return 1;
        }
        valid.accept(value);
        return 0;
    }
}
