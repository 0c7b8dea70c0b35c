package org.fovea.encode.pipeline;

import org.fovea.codec.archive.RendererContent;
import org.fovea.encode.Look;

/**
 * An encode between two stages. What it holds can be packed as it is: weights that are not quantised yet are stored as halves, poses that nobody has
 * looked for yet are zero.
 *
 * @param look what the networks see in the original
 * @param content what the archive would say
 */
public record Encoding(Look look, RendererContent content) {
    public Encoding {
        if (look.pairs() != content.header().pairs()) {
            throw new IllegalArgumentException("a look at " + look.pairs() + " pairs, an archive of "
                    + content.header().pairs());
        }
    }

    /** The same look, another archive. */
    public Encoding with(RendererContent changed) {
        return new Encoding(look, changed);
    }
}
