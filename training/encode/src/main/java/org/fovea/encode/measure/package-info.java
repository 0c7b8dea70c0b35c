/** Exact scores of archives that are still being made: drawn by the decoder's renderer, judged by the networks. */
package org.fovea.encode.measure;
