package org.fovea.encode;

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
        return renderer(_ -> true, "a renderer");
    }

    /**
     * What an archive of a video would say.
     *
     * @throws IllegalArgumentException where it is one of something else
     */
    public VideoContent video() {
        if (archive instanceof VideoContent video) {
            return video;
        }
        throw other("a video");
    }

    /**
     * What an archive of latent numbers would say.
     *
     * @throws IllegalArgumentException where it is one of something else
     */
    public RendererContent latents() {
        return renderer(RendererContent::hasLatents, "latent numbers");
    }

    /**
     * What an archive of masks would say.
     *
     * @throws IllegalArgumentException where it is one of something else
     */
    public RendererContent masked() {
        return renderer(renderer -> !renderer.hasLatents(), "class masks");
    }

    private RendererContent renderer(Predicate<RendererContent> which, String wanted) {
        if (archive instanceof RendererContent renderer && which.test(renderer)) {
            return renderer;
        }
        throw other(wanted);
    }

    private IllegalArgumentException other(String wanted) {
        return new IllegalArgumentException("this stage works on " + wanted + ", but the archive holds " + held());
    }

    private String held() {
        return switch (archive) {
            case RendererContent renderer -> renderer.hasLatents() ? "latent numbers" : "class masks and a renderer";
            case VideoContent _ -> "a video";
        };
    }

    public Encoding with(ArchiveContent changed) {
        return new Encoding(truth, changed);
    }
}
