package org.fovea.encode.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.encode.Stage;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.SegmentationEvaluator;

/** Whether a clip, two networks and an archive to begin with belong together; asked before anything is computed. */
public final class Fit {
    private Fit() {}

    /**
     * The shape of the masks that the ground truth will have.
     *
     * @throws UnfitException where an archive cannot hold such masks or frames
     */
    public static MaskShape masks(FrameSize size, int pairs, EvaluatorPair evaluators) {
        SegmentationEvaluator network = evaluators.segmentation();
        try {
            MaskShape masks = new MaskShape(pairs, network.rows(), network.columns(), network.classes());
            Math.toIntExact(masks.total());
            new ArchiveHeader(size.width(), size.height(), masks, 1, List.of());
            return masks;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnfitException(
                    String.format(
                            Locale.ROOT,
                            "%d pairs of %s with class maps of %d×%d, %d classes, are beyond what an archive can "
                                    + "hold: %s; at most %d classes, maps of %d×%d,"
                                    + " frames of %d×%d",
                            pairs,
                            size,
                            network.columns(),
                            network.rows(),
                            network.classes(),
                            e.getMessage(),
                            MaskShape.MAX_CLASSES,
                            MaskShape.MAX_SIDE,
                            MaskShape.MAX_SIDE,
                            ArchiveHeader.MAX_OUTPUT_SIDE,
                            ArchiveHeader.MAX_OUTPUT_SIDE),
                    e);
        }
    }

    /**
     * The size of the pictures that are drawn where no class map says it: the largest at which a network sees frames,
     * or that of the clip where it is smaller or a network takes frames as they are.
     */
    public static FrameSize picture(FrameSize clip, EvaluatorPair evaluators) {
        List<Optional<FrameSize>> seen = new ArrayList<>();
        evaluators.further().forEach(network -> seen.add(network.size()));
        if (evaluators.pose().present()) {
            seen.add(evaluators.pose().resizedTo());
        }
        int width =
                seen.stream().mapToInt(one -> one.orElse(clip).width()).max().orElse(0);
        int height =
                seen.stream().mapToInt(one -> one.orElse(clip).height()).max().orElse(0);
        return new FrameSize(
                Math.min(Math.min(width, clip.width()), MaskShape.MAX_SIDE),
                Math.min(Math.min(height, clip.height()), MaskShape.MAX_SIDE));
    }

    /**
     * Refuses an archive of another clip or other networks.
     *
     * @param name of the archive, for the message
     * @param masks what {@link #masks} gave
     * @throws UnfitException where it does not fit
     */
    public static void verify(String name, ArchiveHeader header, FrameSize size, MaskShape masks) {
        if (header.pairs() != masks.frames()) {
            throw new UnfitException(name + ": " + header.pairs() + " pairs, the clip has " + masks.frames()
                    + "; encode the same pairs with --pairs A..B, or start from an archive of this clip");
        }
        if (header.outputWidth() != size.width() || header.outputHeight() != size.height()) {
            throw new UnfitException(name + ": draws frames of " + header.outputWidth() + "×" + header.outputHeight()
                    + ", the clip has " + size + "; start from an archive of this clip");
        }
        if (header.coded().hasMasks() && !header.masks().equals(masks)) {
            throw new UnfitException(name + ": masks of " + describe(header.masks())
                    + ", the segmentation network returns " + describe(masks)
                    + "; use the evaluators it was made for");
        }
    }

    /**
     * What of an objective a stage does not see whatever it does, in words that follow "since", as in "the objective's
     * frames are a sequence"; nothing where it sees what the segmentation and the pose network lose.
     */
    public static Optional<String> unseen(Stage.Sight sight, EvaluatorPair evaluators) {
        if (sight == Stage.Sight.EVERYTHING) {
            return Optional.empty();
        }
        if (sight == Stage.Sight.PAIRS && evaluators.sequence()) {
            return Optional.of("the objective's frames are a sequence");
        }
        if (sight == Stage.Sight.PAIRS && !evaluators.segmentation().present()) {
            return Optional.of("the objective has no segmentation network");
        }
        return evaluators.pose().squares()
                ? Optional.empty()
                : Optional.of(
                        "the objective compares poses by " + evaluators.pose().comparison());
    }

    /**
     * Refuses an objective that a profile cannot work for. The video track takes any: its frames are a real video, and
     * its filter follows every gradient.
     *
     * @param input what the profile's renderer renders from
     * @param most what the stage that sees most of an objective sees; training follows whatever has a gradient
     * @throws UnfitException with the profile to take
     */
    public static void verifyObjective(RendererFamily.Input input, Stage.Sight most, EvaluatorPair evaluators) {
        if (input == RendererFamily.Input.VIDEO) {
            return;
        }
        if (input == RendererFamily.Input.MASKS && !evaluators.segmentation().present()) {
            throw new UnfitException("the objective has no segmentation network, and without one there are no masks to"
                    + " draw from; take --profile standard/latent or standard/video");
        }
        Optional<String> unseen = unseen(most, evaluators);
        if (unseen.isPresent()) {
            throw new UnfitException(
                    unseen.get() + ", which no stage of this profile can follow; take --profile standard/latent or "
                            + "standard/video");
        }
    }

    /**
     * Refuses a renderer that cannot have as many classes: its first layer grows with them.
     *
     * @param parameters of the renderer family
     * @throws UnfitException where it has more weights than an archive holds
     */
    public static void verifyRenderer(RendererFamily family, List<Integer> parameters, MaskShape masks) {
        try {
            long weights = family.tensors(parameters, masks.classes()).stream()
                    .mapToLong(tensor -> tensor.shape().stream()
                            .mapToLong(Integer::longValue)
                            .reduce(1, Math::multiplyExact))
                    .sum();
            if (weights > WeightCoder.MAX_WEIGHTS) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "%,d weights, at most %,d are possible", weights, WeightCoder.MAX_WEIGHTS));
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnfitException(
                    "renderer family " + family.name() + " with " + masks.classes() + " classes: " + e.getMessage()
                            + "; lower channels or fold, or take a profile of latent numbers, as --profile "
                            + "standard/latent",
                    e);
        }
    }

    private static String describe(MaskShape masks) {
        return masks.width() + "×" + masks.height() + ", " + masks.classes() + " classes";
    }
}
