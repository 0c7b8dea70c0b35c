/**
 * Class masks, one small picture of class ids for each pair of frames, and the context-mixing coder that packs them
 * ({@code docs/mask-coding.md}). Models are scalar and vectorised with identical results, so that every machine reads
 * every stream.
 */
@NullMarked
package org.fovea.codec.mask;

import org.jspecify.annotations.NullMarked;
