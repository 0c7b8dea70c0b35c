/** The compare viewer. */
package org.fovea.site.explorer;
