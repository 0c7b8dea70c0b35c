package org.fovea.codec.archive;

/** All that an archive says which draws frames. */
public sealed interface ArchiveContent permits RendererContent, VideoContent {
    /** Sizes, and what draws. */
    ArchiveHeader header();
}
