/** Puts all parts of the site together, and writes them into a folder. */
package org.fovea.site.build;
