/** Exact scores of archives that are still being made: rendered by the decoder's renderer, judged by the networks. */
package org.fovea.encode.measure;
