/** What the robust track keeps of a clip: a coded video, and what makes frames of its pictures. */
package org.fovea.codec.video;
