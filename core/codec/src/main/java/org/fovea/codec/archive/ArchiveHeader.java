package org.fovea.codec.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.correction.TileGrid;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.RendererFamilies;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.family.RendererFamily.Input;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.mask.MaskShape;

/**
 * What a decoder must know of the clip before it opens a section ({@code docs/format.md} §3).
 *
 * @param outputWidth columns of an output frame, 1..16384; 0 where there is no renderer
 * @param outputHeight rows of an output frame, 1..16384; 0 where there is no renderer
 * @param coded number of pairs, and size of the class masks or of the coded pictures
 * @param family id of the renderer family, 0 where the archive holds a bare mask tensor; {@link FilterFamily#ID} where
 *     it holds a video, and only there
 * @param parameters the family's parameters, each 1..65535
 */
public record ArchiveHeader(int outputWidth, int outputHeight, CodedShape coded, int family, List<Integer> parameters) {
    public static final int MAX_OUTPUT_SIDE = FrameSize.MAX_SIDE;

    /** Largest number of pairs: 46 days at 20 frames per second. */
    public static final int MAX_PAIRS = 40_000_000;

    private static final int MAX_PARAMETERS = 32;

    /** What says 256 classes in one byte; there are no masks of one class. */
    private static final int ALL_CLASSES = 1;

    private static final String NAME = "header";

    public ArchiveHeader {
        parameters = List.copyOf(parameters);
        boolean bare = family == 0;
        int least = bare ? 0 : 1;
        check(outputWidth, least, bare ? 0 : MAX_OUTPUT_SIDE, "output width");
        check(outputHeight, least, bare ? 0 : MAX_OUTPUT_SIDE, "output height");
        check(coded.pairs(), 1, MAX_PAIRS, "number of pairs");
        check(family, 0, 255, "renderer family");
        boolean pictures = input(family).filter(input -> input != Input.MASKS).isPresent();
        if (coded.hasMasks() == pictures) {
            throw new IllegalArgumentException(
                    pictures
                            ? "class masks, for which renderer family " + family + " has no use"
                            : "renderer family " + family + " without class masks");
        }
        check(parameters.size(), 0, bare ? 0 : MAX_PARAMETERS, "number of renderer parameters");
        for (int parameter : parameters) {
            check(parameter, 1, 65535, "renderer parameter");
        }
    }

    public ArchiveHeader(int outputWidth, int outputHeight, MaskShape masks, int family, List<Integer> parameters) {
        this(outputWidth, outputHeight, CodedShape.of(masks), family, parameters);
    }

    /**
     * The header of an archive of a video.
     *
     * @param filter what restores its pictures, if anything does
     */
    public static ArchiveHeader ofVideo(
            int outputWidth, int outputHeight, CodedShape pictures, Optional<FilterFamily.Layout> filter) {
        List<Integer> parameters = filter.map(FilterFamily.Layout::parameters).orElse(List.of());
        return new ArchiveHeader(outputWidth, outputHeight, pictures, FilterFamily.ID, parameters);
    }

    /** The header of an archive that holds nothing but a mask tensor. */
    public static ArchiveHeader ofMasks(MaskShape masks) {
        return new ArchiveHeader(0, 0, masks, 0, List.of());
    }

    /**
     * Size of an output frame.
     *
     * @throws FormatException where the archive holds a bare mask tensor, which has no frames
     */
    public FrameSize frameSize() {
        if (!hasRenderer()) {
            throw new FormatException(
                    NAME, 0, "the archive holds only masks, there is nothing to draw", FormatException.CONTENTS);
        }
        return new FrameSize(outputWidth, outputHeight);
    }

    public int pairs() {
        return coded.pairs();
    }

    /**
     * Shape of the class-mask tensor; one mask frame for each pair of output frames.
     *
     * @throws FormatException where the archive holds something else
     */
    public MaskShape masks() {
        if (!coded.hasMasks()) {
            throw new FormatException(
                    NAME,
                    0,
                    "the archive holds " + (isVideo() ? "a video" : "latent numbers") + ", not class masks",
                    FormatException.CONTENTS);
        }
        return new MaskShape(coded.pairs(), coded.height(), coded.width(), coded.classes());
    }

    public boolean isVideo() {
        return family == FilterFamily.ID;
    }

    /** Whether the archive holds latent numbers instead of class masks. */
    public boolean hasLatents() {
        return input(family).filter(input -> input == Input.LATENTS).isPresent();
    }

    private static Optional<Input> input(int family) {
        return RendererFamilies.find(family).map(RendererFamily::input);
    }

    /**
     * Pictures of all pairs that have latent numbers of their own.
     *
     * @throws FormatException where the family is unknown or its parameters are not possible
     */
    public int latentRows() {
        return pairs() * asked(known -> known.pictures(parameters));
    }

    /**
     * Latent numbers of a picture, 0 where the renderer has none.
     *
     * @throws FormatException as {@link #latentRows}
     */
    public int latentDimensions() {
        return asked(known -> known.latentDimensions(parameters));
    }

    /**
     * Numbers of a pair's pose, or of its two poses; 0 where the renderer takes none.
     *
     * @throws FormatException as {@link #latentRows}
     */
    public int poseDimensions() {
        return asked(known -> known.poseDimensions(parameters));
    }

    private <T> T asked(Function<RendererFamily, T> question) {
        RendererFamily known = rendererFamily();
        try {
            return question.apply(known);
        } catch (IllegalArgumentException e) {
            throw new FormatException(NAME, 0, e);
        }
    }

    public Optional<FilterFamily.Layout> filter() {
        return isVideo() ? asked(known -> FilterFamily.Layout.of(parameters)) : Optional.empty();
    }

    /** Whether the archive holds frames, or a bare mask tensor. */
    public boolean hasRenderer() {
        return family != 0;
    }

    /**
     * The renderer family.
     *
     * @throws FormatException where this version does not know it
     */
    public RendererFamily rendererFamily() {
        return RendererFamilies.find(family)
                .orElseThrow(() -> new FormatException(
                        NAME, 0, "renderer family " + family + " is unknown", FormatException.NEWER));
    }

    /**
     * The tensors of the renderer.
     *
     * @throws FormatException as {@link #latentRows}
     */
    public List<TensorSpec> tensors() {
        return asked(known -> known.tensors(parameters, coded.classes()));
    }

    /** Tiles of a mask frame that tile corrections can name. */
    public int tiles() {
        return TileGrid.tiles(coded.height(), coded.width());
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter();
        out.uvarint(coded.pairs())
                .uvarint(coded.height())
                .uvarint(coded.width())
                .u8(coded.classes() == MaskShape.MAX_CLASSES ? ALL_CLASSES : coded.classes());
        out.u8(family);
        if (hasRenderer()) {
            out.uvarint(outputHeight).uvarint(outputWidth);
            for (int parameter : parameters) {
                out.uvarint(parameter);
            }
        }
        return out.toByteArray();
    }

    /** Parses the header's bytes; {@code base} is their offset within the archive, for messages. */
    static ArchiveHeader parse(byte[] bytes, int base) {
        try {
            return parse(new ByteReader(NAME, bytes));
        } catch (FormatException e) {
            throw e.shifted(base);
        }
    }

    private static ArchiveHeader parse(ByteReader in) {
        int pairs = in.uvarintInt(MAX_PAIRS);
        int codedHeight = in.uvarintInt(MaskShape.MAX_SIDE);
        int codedWidth = in.uvarintInt(MaskShape.MAX_SIDE);
        int stored = in.u8();
        int classes = stored == ALL_CLASSES ? MaskShape.MAX_CLASSES : stored;
        int family = in.u8();
        int height = 0;
        int width = 0;
        List<Integer> parameters = new ArrayList<>();
        if (family != 0) {
            height = in.uvarintInt(MAX_OUTPUT_SIDE);
            width = in.uvarintInt(MAX_OUTPUT_SIDE);
            while (in.remaining() > 0 && parameters.size() < MAX_PARAMETERS) {
                parameters.add(in.uvarintInt(65535));
            }
        }
        in.verifyEnd();
        try {
            CodedShape coded = new CodedShape(pairs, codedHeight, codedWidth, classes);
            return new ArchiveHeader(width, height, coded, family, parameters);
        } catch (IllegalArgumentException e) {
            throw new FormatException(NAME, 0, e);
        }
    }

    private static void check(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is not in " + least + ".." + most);
        }
    }
}
