package org.fovea.app.conformance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.Section;
import org.fovea.codec.archive.SectionCodec;
import org.fovea.codec.archive.SectionCodecs;
import org.fovea.codec.archive.SectionKind;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.render.NoRoomException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for inputs of which a byte costs a decoder much: damages a section of an archive of {@code conformance/}, keeps
 * what took longer than anything before, compared with a real section of its length, and goes on from there. Any end of
 * a decoder but content or a {@link FormatException} stops it.
 *
 * <p>{@code main} prints a line of the table of {@code docs/security.md} for each decoder; arguments: seconds of
 * processor time for each, most mutations of each, and the first letters of decoders.
 */
final class BadInputSearch {
    private static final com.sun.management.ThreadMXBean THREAD =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FEW_BYTES = 64;
    private static final int WARM_INPUTS = 100;

    private final String name;
    private final Decoder decoder;
    private final @Nullable Real real;
    private final List<byte[]> seeds;
    private final Random random;
    private byte[] worst = {};
    private double realPerByte;
    private double worstRatio;
    private double worstOwn;
    private double worstReal;
    private double worstSeconds;
    private long worstMemory;
    private long tried;
    private long spent;

    /** What is searched. */
    @FunctionalInterface
    interface Decoder {
        void decode(byte[] input);
    }

    /** Seconds that a real input as long as a given one takes. */
    @FunctionalInterface
    interface Real {
        double seconds(byte[] input);
    }

    private BadInputSearch(String name, Decoder decoder, @Nullable Real real, byte[] seed, long random) {
        this.name = name;
        this.decoder = decoder;
        this.real = real;
        this.seeds = new ArrayList<>(List.of(seed));
        this.random = new Random(random);
    }

    /** Every decoder of a section that an archive of the kit has, and the container with right checksums. */
    static List<BadInputSearch> all(Path folder) throws IOException {
        List<BadInputSearch> all = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (String file : ConformanceTest.names().toList()) {
            Archive archive =
                    ArchiveFile.open(Files.readAllBytes(folder.resolve(file))).archive();
            for (Section section : archive.sections()) {
                Optional<SectionCodec<?>> codec = SectionCodecs.find(section.kind(), section.codec());
                String name = section.label() + " " + section.codec() + ", " + file.replaceFirst("\\..*", "");
                boolean masks = file.startsWith("masks");
                String once = section.label() + section.codec() + (masks ? file : "");
                if (codec.isPresent() && !seen.contains(once)) {
                    seen.add(once);
                    ArchiveHeader header = archive.header();
                    Decoder decoder = input -> drain(codec.get().decode(input, header));
                    all.add(new BadInputSearch(
                            name,
                            decoder,
                            section.kind() == SectionKind.MASKS.id() ? realMasks(section, header, decoder) : null,
                            section.content(),
                            all.size()));
                }
            }
        }
        return all;
    }

    private static void drain(Object content) {
        if (content instanceof MaskFrames frames) {
            MaskTensor.of(frames);
        }
    }

    /** Goes on until so much processor time is spent or so many inputs were tried. */
    void run(double seconds, long most) {
        while (spent < seconds * 1e9 && tried < most) {
            byte[] input = tried == 0 ? seeds.getFirst() : mutated();
            long memory = THREAD.getCurrentThreadAllocatedBytes();
            long start = THREAD.getCurrentThreadCpuTime();
            try {
                decoder.decode(input);
            } catch (FormatException | NoRoomException e) {
                // what a decoder is meant to do
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                throw new IllegalStateException(name + " after " + tried + " inputs: " + hex(input), e);
            }
            long time = THREAD.getCurrentThreadCpuTime() - start;
            memory = THREAD.getCurrentThreadAllocatedBytes() - memory;
            spent += time;
            tried++;
            worstMemory = Math.max(worstMemory, memory);
            worstSeconds = Math.max(worstSeconds, time / 1e9);
            // The first ones are slow because the machine has not compiled them yet.
            if (tried > 1 && (tried > WARM_INPUTS || spent > seconds * 1e9 / 4)) {
                compare(input, time / 1e9);
            }
        }
    }

    private void compare(byte[] input, double seconds) {
        double expected = expected(input);
        if (seconds / expected > worstRatio) {
            // Once may be the machine's doing.
            double again = Math.min(seconds, seconds(decoder, input));
            if (again / expected > worstRatio) {
                worstRatio = again / expected;
                worstOwn = again;
                worstReal = expected;
                worst = input;
                seeds.add(input);
            }
        }
    }

    private double expected(byte[] input) {
        if (real != null) {
            return real.seconds(input);
        }
        if (realPerByte == 0) {
            realPerByte = seconds(decoder, seeds.getFirst()) / Math.max(FEW_BYTES, seeds.getFirst().length);
        }
        return realPerByte * Math.max(FEW_BYTES, input.length);
    }

    private static Real realMasks(Section section, ArchiveHeader header, Decoder decoder) {
        RealMasks masks = new RealMasks(header, input -> seconds(decoder, input));
        return input -> masks.seconds(
                input, section.codec() == new ClassMaskCodec().withRestarts(1).id());
    }

    /** What an input takes, the least of a few times. */
    private static double seconds(Decoder decoder, byte[] input) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = THREAD.getCurrentThreadCpuTime();
            try {
                decoder.decode(input);
            } catch (FormatException | NoRoomException e) {
                // as in the search
            }
            least = Math.min(least, (THREAD.getCurrentThreadCpuTime() - start) / 1e9);
        }
        return least;
    }

    private byte[] mutated() {
        byte[] from = random.nextInt(3) == 0 ? seeds.getFirst() : seeds.get(random.nextInt(seeds.size()));
        byte[] bytes = from.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[random.nextInt(Math.min(8, bytes.length))] = (byte) random.nextInt(256);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                byte[] longer = Arrays.copyOf(bytes, Math.min(bytes.length + 1 + random.nextInt(64), 4096));
                for (int i = bytes.length; i < longer.length; i++) {
                    longer[i] = (byte) random.nextInt(256);
                }
                return longer;
            }
            default ->
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), (byte) -random.nextInt(2));
        }
        return bytes;
    }

    boolean isOfMasks() {
        return real != null;
    }

    /** The undamaged section, compared with what a real one of its length takes. */
    double realRatio() {
        byte[] section = seeds.getFirst();
        double expected = expected(section);
        return seconds(decoder, section) / expected;
    }

    /** Whether an input takes a tenth of a second: class masks by networks that learn. */
    boolean isSlow() {
        return name.contains("masks-best") || name.contains("masks-max");
    }

    long tried() {
        return tried;
    }

    /** A row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.2f s | %,d bytes | %.2f ms | %.2f ms | %.1f | %.1f MB |",
                name,
                tried,
                worstSeconds,
                worst.length,
                1e3 * worstReal,
                1e3 * worstOwn,
                worstRatio,
                worstMemory / 1e6);
    }

    /** The input that cost most, compared with a real one of its length. */
    byte[] worst() {
        return worst.clone();
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(System.getProperty("fovea.root", "../..")).resolve("quality/conformance");
        for (BadInputSearch search : all(folder)) {
            if (arguments.length > 2 && Arrays.stream(arguments).skip(2).noneMatch(search.name::startsWith)) {
                continue;
            }
            search.run(Double.parseDouble(arguments[0]), Long.parseLong(arguments[1]));
            System.out.println(search.row());
            System.out.flush();
        }
    }
}
