package org.fovea.encode.start;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * The network of another clip's archive as the beginning of this clip's training. Of the other archive nothing else is
 * taken: masks, latent numbers, poses and the scene's geometry belong to a clip, so that the two may have any numbers
 * of pairs.
 */
public final class Borrowed {
    private Borrowed() {}

    /**
     * Refuses an archive whose network a renderer cannot begin with.
     *
     * @param name of the archive, for the message
     * @param donor what is in it
     * @param family that is to be trained
     * @param parameters of the family
     * @param classes of the segmentation network
     * @throws UnfitException where its tensors are others
     */
    public static void verify(
            String name, ArchiveContent donor, RendererFamily family, List<Integer> parameters, int classes) {
        if (!(donor instanceof RendererContent content)) {
            throw new UnfitException(
                    name + ": is an archive of a video, whose filter cannot be trained further for another"
                            + " clip; start from an archive of masks or latent numbers");
        }
        List<TensorSpec> wanted = family.tensors(parameters, classes);
        List<QuantisedTensor> there = content.tensors();
        boolean same = content.header().family() == family.id()
                && wanted.size() == there.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(i -> wanted.get(i).name().equals(there.get(i).name())
                                && wanted.get(i).shape().equals(there.get(i).shape()));
        if (!same) {
            throw new UnfitException(name + ": its network is not that of renderer family " + family.name()
                    + " as the profile has it; start from an archive that was made with the same renderer and as many"
                    + " classes");
        }
    }

    /**
     * An untrained renderer with the weights of another one, as halves. What they were rendered from is not said: the
     * archive codes them without it.
     *
     * @param untrained of this clip
     * @param donor with the same tensors; see {@link #verify}
     */
    public static RendererContent weights(RendererContent untrained, RendererContent donor) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (QuantisedTensor tensor : donor.tensors()) {
            tensors.add(HalfTensor.of(tensor.name(), tensor.shape(), tensor.dequantise()));
        }
        return new RendererContent(
                untrained.header(),
                untrained.source(),
                new WeightSet(tensors),
                untrained.poses(),
                untrained.tiles(),
                untrained.router());
    }
}
