/** What a fleet is asked for: its file, its clips, and the name of a clip's work. */
@NullMarked
package org.fovea.fleet.plan;

import org.jspecify.annotations.NullMarked;
