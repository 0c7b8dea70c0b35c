/**
 * The beginning of an encode of the robust track: a clip becomes a video stream, with a filter that has learnt nothing
 * yet.
 */
package org.fovea.encode.video;
