/**
 * What people do with Fovea, as a library: open, inflate, compress, score, experiment. The command line is one caller
 * of it.
 */
@NullMarked
package org.fovea.app;

import org.jspecify.annotations.NullMarked;
