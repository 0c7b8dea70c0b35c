/** The page that documents what a script can read. */
package org.fovea.site.data;
