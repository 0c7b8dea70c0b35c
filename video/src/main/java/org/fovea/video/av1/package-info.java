/** AV1 elementary streams: what must be known of them before a decoder may see them. */
package org.fovea.video.av1;
