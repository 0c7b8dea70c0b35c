/** Puts all pages together, with scripts, style sheet and feed: as a folder, or as a server shows them. */
package org.fovea.site.output;
