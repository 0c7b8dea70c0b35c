/** What people say is on the frames of a clip: classes of pixels, boxes of objects. */
@NullMarked
package org.fovea.app.labels;

import org.jspecify.annotations.NullMarked;
