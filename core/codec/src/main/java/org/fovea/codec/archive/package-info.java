/** The FVA1 container ({@code docs/format.md}), alone or in a ZIP file. Begin at {@code ArchiveFile}. */
@NullMarked
package org.fovea.codec.archive;

import org.jspecify.annotations.NullMarked;
