package org.fovea.app.rd;

import java.nio.file.Path;

/**
 * What a rival made of a clip.
 *
 * @param decodable a clip with exactly the frames that it decodes to
 * @param bytes that are charged: the coded stream without a container, which is always smaller than with one
 */
record CodedClip(Path decodable, long bytes) {}
