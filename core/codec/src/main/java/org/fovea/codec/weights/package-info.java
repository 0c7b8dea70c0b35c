/** The weights of renderers and filters, and their coders ({@code docs/weight-coding.md}). */
@NullMarked
package org.fovea.codec.weights;

import org.jspecify.annotations.NullMarked;
