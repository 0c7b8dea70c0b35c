package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.RouterCoder;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileCoder;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.DifferenceCoder;
import org.fovea.codec.weights.SteppedCoder;
import org.fovea.codec.weights.WeightBase;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;

/** The section codecs of this version, but for {@link ClassMaskCodec}. A new codec is a constant here. */
public final class SectionCodecs {
    /** Renderer weights by mixtures of distributions; {@code docs/weight-coding.md}. */
    public static final SectionCodec<WeightSet> WEIGHTS = new Simple<>(
            SectionKind.WEIGHTS,
            1,
            "grid Bayes",
            (weights, header) -> WeightCoder.encode(weights, header.tensors()),
            (stream, header) -> WeightCoder.decodeSet(stream, header.tensors()));

    /** Renderer weights of eight bits with one step for each tensor; {@code docs/weight-coding.md} §11. */
    public static final SectionCodec<WeightSet> STEPPED_WEIGHTS = new Simple<>(
            SectionKind.WEIGHTS,
            2,
            "mixed contexts",
            (weights, header) -> SteppedCoder.encode(weights.tensors(), header.tensors()),
            (stream, header) -> SteppedCoder.decode(stream, header.tensors()));

    /** Renderer weights by their differences from a base; {@code docs/weight-coding.md} §12. */
    public static final SectionCodec<WeightSet> DIFFERENCES = new Simple<>(
            SectionKind.WEIGHTS,
            3,
            "differences",
            (weights, header) -> DifferenceCoder.encode(weights, header.tensors())
                    .orElseThrow(() -> new IllegalArgumentException("the weights have no base or other ranges")),
            (stream, header) -> {
                throw new FormatException(
                        SectionKind.WEIGHTS.label(),
                        0,
                        "need the base of " + WeightBase.Reference.of(stream).describe()
                                + ", which is not in the archive",
                        "name it with --base, or put it into the folder that FOVEA_BASES names");
            });

    /** Poses by a mixture of predictors; {@code docs/pose-and-corrections.md}. */
    public static final SectionCodec<PoseTrack> POSES = new Simple<>(
            SectionKind.POSES,
            1,
            "predictor mixture",
            (poses, header) -> {
                check(poses.pairs() == header.pairs() && poses.dimensions() == header.poseDimensions(), "poses");
                return PoseCoder.encode(poses);
            },
            (stream, header) -> PoseCoder.decode(stream, header.pairs(), header.poseDimensions()));

    /** Tile corrections by adaptive gaps; {@code docs/pose-and-corrections.md}. */
    public static final SectionCodec<TileActions> TILES = new Simple<>(
            SectionKind.TILES,
            1,
            "adaptive gaps",
            (tiles, header) -> TileCoder.encode(tiles, header.pairs(), header.tiles()),
            (stream, header) -> TileCoder.decode(stream, header.pairs(), header.tiles()));

    /** Router actions by adaptive frequencies; {@code docs/pose-and-corrections.md}. */
    public static final SectionCodec<RouterActions> ROUTER = new Simple<>(
            SectionKind.ROUTER,
            1,
            "adaptive",
            (router, header) -> {
                check(router.actions().length == header.pairs(), "router actions");
                return RouterCoder.encode(router);
            },
            (stream, header) -> RouterCoder.decode(stream, header.pairs()));

    /** How pictures of a video become frames, a few bytes. */
    public static final SectionCodec<PictureRule> PICTURE = new Simple<>(
            SectionKind.PICTURE,
            1,
            "plain",
            (rule, header) -> {
                check(fits(rule, header), "picture steps");
                return rule.toBytes();
            },
            (stream, header) -> {
                PictureRule rule = PictureRule.parse(stream);
                if (!fits(rule, header)) {
                    throw new FormatException(
                            SectionKind.PICTURE.label(),
                            0,
                            "header and steps do not agree about a filter",
                            "the archive is damaged");
                }
                return rule;
            });

    /** Latent numbers by regressions that learn while they code; {@code docs/latent-coding.md}. */
    public static final SectionCodec<LatentTrack> LATENTS = new Simple<>(
            SectionKind.LATENTS,
            1,
            "regression mixture",
            (latents, header) -> {
                check(
                        latents.rows() == header.latentRows() && latents.dimensions() == header.latentDimensions(),
                        "latent numbers");
                return LatentCoder.encode(latents);
            },
            (stream, header) -> {
                int dimensions = header.latentDimensions();
                if (dimensions == 0) {
                    throw new FormatException(SectionKind.LATENTS.label(), 0, "the renderer has no latent numbers");
                }
                return LatentCoder.decode(stream, header.latentRows(), dimensions);
            });

    /** A video in AV1, as its encoder wrote it. */
    public static final SectionCodec<CodedVideo> VIDEO = new Simple<>(
            SectionKind.VIDEO, 1, "AV1", (video, header) -> video.stream().clone(), (stream, header) -> {
                if (stream.length == 0) {
                    throw new FormatException(SectionKind.VIDEO.label(), 0, "an empty stream");
                }
                return new CodedVideo(stream.clone());
            });

    private static final List<SectionCodec<?>> ALL = all();

    private SectionCodecs() {}

    private record Simple<T>(
            SectionKind kind,
            int id,
            String name,
            BiFunction<T, ArchiveHeader, byte[]> encoder,
            BiFunction<byte[], ArchiveHeader, T> decoder)
            implements SectionCodec<T> {
        @Override
        public byte[] encode(T content, ArchiveHeader header) {
            return encoder.apply(content, header);
        }

        @Override
        public T decode(byte[] stream, ArchiveHeader header) {
            return decoder.apply(stream, header);
        }
    }

    private static List<SectionCodec<?>> all() {
        Stream<SectionCodec<?>> masks = Stream.of(new ClassMaskCodec(), new ClassMaskCodec().withRestarts(1));
        Stream<SectionCodec<?>> others =
                Stream.of(WEIGHTS, STEPPED_WEIGHTS, DIFFERENCES, POSES, TILES, ROUTER, PICTURE, LATENTS, VIDEO);
        return Stream.concat(masks, others).toList();
    }

    private static void check(boolean fits, String what) {
        if (!fits) {
            throw new IllegalArgumentException("the header does not allow these " + what);
        }
    }

    private static boolean fits(PictureRule rule, ArchiveHeader header) {
        return header.isVideo() && rule.filters() == header.filter().isPresent();
    }

    public static Optional<SectionCodec<?>> find(int kind, int id) {
        return ALL.stream()
                .filter(codec -> codec.kind().id() == kind && codec.id() == id)
                .findFirst();
    }

    /**
     * Refuses required sections that cannot be read, by name; unknown optional ones are left to be skipped.
     *
     * @throws FormatException naming the section
     */
    static void verifyReadable(Archive archive) {
        for (Section section : archive.sections()) {
            if (!section.optional() && find(section.kind(), section.codec()).isEmpty()) {
                String what = SectionKind.find(section.kind()).isPresent()
                        ? "codec " + section.codec() + " is unknown"
                        : "this kind of section is required and unknown";
                throw new FormatException(section.label(), section.offset(), what, FormatException.NEWER);
            }
        }
    }

    /**
     * Decodes the section of a kind, if the archive has one that this version knows.
     *
     * @param type what the section's codec gives
     * @throws FormatException where it is damaged
     */
    static <T> Optional<T> decode(Archive archive, SectionKind kind, Class<T> type) {
        return archive.find(kind)
                .flatMap(section -> find(kind.id(), section.codec())
                        .map(codec -> type.cast(codec.decode(section.content(), archive.header()))));
    }
}
