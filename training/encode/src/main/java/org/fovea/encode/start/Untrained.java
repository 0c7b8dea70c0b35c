package org.fovea.encode.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.RendererFamilies;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.train.LatentBits;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * A renderer before its training: initial weights and latent numbers rendered from a seed, stored as halves and fine
 * codes, and poses that are all zero.
 */
public final class Untrained {
    /** Latent numbers are uniform in ±this. */
    private static final float LATENTS = 0.5f;

    private Untrained() {}

    /**
     * The content of its archive; the masks, if it renders from masks, are those of the ground truth.
     *
     * @param family id of a renderer family
     * @param parameters of the family; where it wants to know the scene's geometry and these do not say it, it is found
     *     in the masks
     * @param seed see {@link Initialisation}
     */
    public static RendererContent content(GroundTruth truth, int family, List<Integer> parameters, long seed) {
        return content(truth, MaskTensor.of(truth.masks()), family, parameters, seed);
    }

    /**
     * The same where the scene is told by something else than the ground truth's masks, which only a renderer that
     * needs no masks can do with.
     *
     * @param scene masks of some frames, as large as the pictures that are rendered
     */
    public static RendererContent content(
            GroundTruth truth, MaskTensor scene, int family, List<Integer> parameters, long seed) {
        RendererFamily known = RendererFamilies.find(family).orElseThrow();
        MaskShape shape = scene.shape();
        boolean latents = known.input() == RendererFamily.Input.LATENTS;
        CodedShape coded = latents
                ? CodedShape.ofPictures(truth.pairs(), shape.height(), shape.width())
                : CodedShape.of(truth.masks().shape());
        ArchiveHeader header = new ArchiveHeader(
                truth.size().width(), truth.size().height(), coded, family, placed(scene, family, parameters));
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            float[] values = Initialisation.values(spec, tensors.size(), seed);
            tensors.add(HalfTensor.of(spec.name(), spec.shape(), values));
        }
        return new RendererContent(
                header,
                latents
                        ? new RendererContent.Source.Latents(latents(header, seed))
                        : new RendererContent.Source.Masks(truth.masks()),
                new WeightSet(tensors, OptionalLong.of(seed)),
                new PoseTrack(truth.pairs(), header.poseDimensions(), List.of()),
                Optional.empty(),
                Optional.empty());
    }

    /** The network of a base with latent numbers that are sampled, for a clip of other pairs. */
    public static RendererContent on(BaseFile base, GroundTruth truth, long seed) {
        ArchiveHeader like = base.header();
        CodedShape pictures = CodedShape.ofPictures(
                truth.pairs(), like.coded().height(), like.coded().width());
        ArchiveHeader header = new ArchiveHeader(
                truth.size().width(), truth.size().height(), pictures, like.family(), like.parameters());
        return new RendererContent(
                header,
                new RendererContent.Source.Latents(latents(header, seed)),
                new WeightSet(List.copyOf(base.weights().tensors())).on(base.weights()),
                new PoseTrack(truth.pairs(), header.poseDimensions(), List.of()),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Integer> placed(MaskTensor scene, int family, List<Integer> parameters) {
        if (family != LatentFamily.ID) {
            return parameters;
        }
        LatentFamily.Layout layout = LatentFamily.Layout.of(parameters);
        return layout.geometry().equals(LatentFamily.Geometry.NONE)
                ? layout.with(SceneGeometry.of(scene, layout.fold())).parameters()
                : parameters;
    }

    private static LatentTrack latents(ArchiveHeader header, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[header.latentRows() * header.latentDimensions()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-LATENTS, LATENTS);
        }
        return LatentBits.FINE.track(values, header.latentDimensions());
    }
}
