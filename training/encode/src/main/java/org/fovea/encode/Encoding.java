package org.fovea.encode;

import java.util.Optional;
import java.util.function.Predicate;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.VideoContent;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * An encode between two stages. What it holds can be packed as it is: weights that are not quantised yet are stored as
 * halves, poses that are not fitted yet are zero.
 *
 * @param truth what the networks say about the original
 * @param archive what the archive would say
 */
public record Encoding(GroundTruth truth, ArchiveContent archive) {
    public Encoding {
        if (truth.pairs() != archive.header().pairs()) {
            throw new IllegalArgumentException("ground truth of " + truth.pairs() + " pairs, an archive of "
                    + archive.header().pairs());
        }
    }

    /**
     * What an archive with a renderer would say.
     *
     * @throws IllegalArgumentException where it is one of a video
     */
    public RendererContent content() {
        return only(RendererContent.class, _ -> true, "a renderer");
    }

    /**
     * What an archive of a video would say.
     *
     * @throws IllegalArgumentException where it is one of something else
     */
    public VideoContent video() {
        return only(VideoContent.class, _ -> true, "a video");
    }

    /**
     * What an archive of latent numbers would say.
     *
     * @throws IllegalArgumentException where it is one of something else
     */
    public RendererContent latents() {
        return only(RendererContent.class, RendererContent::hasLatents, "latent numbers");
    }

    /**
     * What an archive of masks would say.
     *
     * @throws IllegalArgumentException where it is one of something else
     */
    public RendererContent masked() {
        return only(RendererContent.class, renderer -> !renderer.hasLatents(), "class masks");
    }

    private <T extends ArchiveContent> T only(Class<T> type, Predicate<T> which, String wanted) {
        String held = switch (archive) {
            case RendererContent renderer -> renderer.hasLatents() ? "latent numbers" : "class masks and a renderer";
            case VideoContent _ -> "a video";
        };
        return Optional.of(archive)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .orElseThrow(() -> new IllegalArgumentException(
                        "this stage works on " + wanted + ", but the archive holds " + held));
    }

    public Encoding with(ArchiveContent changed) {
        return new Encoding(truth, changed);
    }
}
