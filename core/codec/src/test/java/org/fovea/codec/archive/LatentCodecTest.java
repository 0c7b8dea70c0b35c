package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.latent.LatentCorrections;
import org.fovea.codec.latent.LatentTrack;

class LatentCodecTest extends SectionCodecContract<LatentTrack> {
    private static final int DIMENSIONS = 6;

    LatentCodecTest() {
        super(SectionCodecs.LATENTS, "96dd07d68c6d6925", header(61));
    }

    @Override
    List<Sample<LatentTrack>> samples() {
        return List.of(
                sample("walk", 60, 256, 1, true, false),
                sample("walk with corrections", 40, 256, 1, false, true),
                sample("noise of 16 bits", 30, 65536, 0, false, false),
                sample("one pair of one bit", 1, 2, 0, true, false),
                sample("never changes", 50, 1, 1, true, false));
    }

    private static Sample<LatentTrack> sample(
            String name, int pairs, int levels, int memory, boolean halves, boolean corrected) {
        Random random = new Random(5);
        char[] codes = new char[pairs * DIMENSIONS];
        for (int i = 0; i < codes.length; i++) {
            int before = i < DIMENSIONS ? levels / 2 : codes[i - DIMENSIONS];
            int drawn = memory == 0 ? random.nextInt(levels) : before + random.nextInt(11) - 5;
            codes[i] = (char) Math.clamp(drawn, 0, levels - 1);
        }
        float[] minimums = new float[DIMENSIONS];
        float[] steps = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            minimums[i] = halves ? -i / 4f : -i / 3f;
            steps[i] = halves ? 1 / 64f : 1 / 100f;
        }
        byte[] places = new byte[pairs];
        byte[] units = new byte[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            places[pair] = (byte) (random.nextInt(DIMENSIONS + 1) - 1);
            units[pair] = (byte) (places[pair] < 0 ? 0 : random.nextInt(21) - 10);
        }
        Optional<LatentCorrections> corrections =
                corrected ? Optional.of(new LatentCorrections(95, places, units)) : Optional.empty();
        return new Sample<>(
                name, header(pairs), new LatentTrack(pairs, DIMENSIONS, codes, minimums, steps, corrections));
    }

    /** As many pairs as the coder takes. */
    @Override
    ArchiveHeader hugeHeader() {
        return header((1 << 17) / DIMENSIONS);
    }

    private static ArchiveHeader header(int pairs) {
        HnervFamily.Layout layout = new HnervFamily.Layout(DIMENSIONS, 4, 1, 2, HnervFamily.Layout.STILL);
        CodedShape shape = CodedShape.ofPictures(pairs, layout.height(), layout.width());
        return new ArchiveHeader(160, 90, shape, HnervFamily.ID, layout.parameters());
    }
}
