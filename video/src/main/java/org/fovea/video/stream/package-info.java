/** Elementary streams, video without a container, as archives hold them: stored in few bytes, decoded to planes, encoded. */
package org.fovea.video.stream;
