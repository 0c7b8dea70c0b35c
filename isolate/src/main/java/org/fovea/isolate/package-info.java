/**
 * Programs that run where they see and reach as little of this machine as possible, and folders that are gone when the
 * work in them is.
 */
@NullMarked
package org.fovea.isolate;

import org.jspecify.annotations.NullMarked;
