/** Class masks, a small picture of class ids for each pair, and their coder ({@code docs/mask-coding.md}). */
@NullMarked
package org.fovea.codec.mask;

import org.jspecify.annotations.NullMarked;
