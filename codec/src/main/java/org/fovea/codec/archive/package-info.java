/**
 * The FVA1 container ({@code docs/format.md}), alone or in a ZIP file: its header, its sections, and for each kind of
 * section the codec that reads and writes it. {@link org.fovea.codec.archive.ArchiveFile} is where to begin.
 */
@NullMarked
package org.fovea.codec.archive;

import org.jspecify.annotations.NullMarked;
