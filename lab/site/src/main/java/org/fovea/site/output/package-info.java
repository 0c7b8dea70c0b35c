/** Puts all pages together, with scripts and style sheet: as a folder, or as a server shows them. */
package org.fovea.site.output;
