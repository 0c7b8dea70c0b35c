package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.DuetFamily;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checksums stop accidents, not an attacker, who computes them anew: what lies behind them has to stand damage as well.
 */
@Tag("slow")
class ArchiveFuzzTest {
    private static final int ROUNDS = Integer.getInteger("fovea.fuzz", 200);
    private static final int PAIRS = 3;

    @Test
    void damaged_sections_under_valid_checksums_give_content_or_a_format_exception() {
        damage(QzsFamily.ID, List.of(4, 4, 4));
    }

    @Test
    void damaged_sections_of_family_compact_give_content_or_a_format_exception() {
        damage(CompactFamily.ID, List.of(4, 1, 4, 2, 3, 4, 2));
    }

    @Test
    void damaged_sections_of_family_duet_give_content_or_a_format_exception() {
        damage(DuetFamily.ID, List.of(4, 1, 4, 2, 3, 4, 2, 7, 3, 4, 3));
    }

    private static void damage(int family, List<Integer> parameters) {
        Archive archive = ArchiveFile.encode(content(family, parameters), new ClassMaskCodec());
        readAll(archive.toBytes());
        Random random = new Random(21);
        Set<String> refusing = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = damaged(archive, round, random).toBytes();
            try {
                readAll(file);
            } catch (FormatException e) {
                refusing.add(e.section());
            } catch (RuntimeException | Error e) {
                Assertions.fail("round " + round + ": " + HexFormat.of().formatHex(file), e);
            }
        }
        // The damage must have come as far as the sections' own decoders.
        assertThat(refusing).contains("masks", "weights").doesNotContain("archive", "header");
    }

    private static void readAll(byte[] file) {
        RendererContent content = ArchiveFile.open(file).content();
        byte[] frame = new byte[content.masks().shape().pixels()];
        try (MaskReader reader = content.masks().open()) {
            while (reader.next(frame)) {
                for (byte id : frame) {
                    assertThat(id >= 0 && id < content.masks().shape().classes())
                            .isTrue();
                }
            }
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            assertThat(content.poses().pose(pair)).hasSize(content.header().poseDimensions());
        }
    }

    /** Each section in turn, and now and then another one as well. */
    private static Archive damaged(Archive archive, int round, Random random) {
        List<Section> sections = new ArrayList<>(archive.sections());
        int also = random.nextInt(3 * sections.size());
        for (int i = 0; i < sections.size(); i++) {
            if (i == round % sections.size() || i == also) {
                Section old = sections.get(i);
                byte[] content = mutate(old.content(), random);
                sections.set(i, new Section(old.kind(), old.optional(), old.codec(), content, 0));
            }
        }
        return new Archive(archive.header(), sections);
    }

    private static byte[] mutate(byte[] content, Random random) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            return Arrays.copyOf(content, random.nextInt(content.length + 1));
        }
        if (kind == 1) {
            return Arrays.copyOf(content, content.length + 1 + random.nextInt(20));
        }
        byte[] damaged = content.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(damaged.length);
            damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : damaged[at] ^ 1 << random.nextInt(8));
        }
        return damaged;
    }

    /** A renderer archive with everything in it: discs, a narrow network of random weights, one of each correction. */
    private static RendererContent content(int family, List<Integer> parameters) {
        MaskShape shape = new MaskShape(PAIRS, 48, 64, 5);
        ArchiveHeader header = new ArchiveHeader(80, 56, shape, family, parameters);
        int dimensions = header.poseDimensions();
        Random random = new Random(6);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            short[] bits = new short[spec.count()];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToFloat16((float) (random.nextGaussian() * 0.5));
            }
            tensors.add(new HalfTensor(spec.name(), spec.shape(), bits));
        }
        return new RendererContent(
                header,
                masks(shape),
                new WeightSet(tensors),
                new PoseTrack(PAIRS, dimensions, List.of(new PoseColumn(0, 0.5f, 20, new int[] {1, 5, -2}))),
                Optional.of(new TileActions(TileActions.QZS3, List.of(new TileAction(1, 2, 7)))),
                Optional.of(new RouterActions(RouterActions.QZS3, new byte[] {0, 3, 5})));
    }

    private static MaskTensor masks(MaskShape shape) {
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            int x = i % shape.width();
            int y = i / shape.width() % shape.height();
            int t = i / shape.pixels();
            ids[i] = (byte) (y < 20 + (x + t) / 9 ? 2 : (x * x + 3 * y + t) / 300 % 5);
        }
        return new MaskTensor(shape, ids);
    }
}
