/**
 * What a network in a file can do, whatever the file's format; and files that hold no network that could be used as it
 * is.
 */
@NullMarked
package org.fovea.evaluate.network;

import org.jspecify.annotations.NullMarked;
