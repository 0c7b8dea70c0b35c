package org.fovea.codec.video;

/** How decoded pictures are made as large as the frames. The order is part of the archive format. */
public enum Enlargement {
    /** A cubic over four pixels. */
    BICUBIC,
    /** A windowed sinc over six pixels. */
    LANCZOS
}
