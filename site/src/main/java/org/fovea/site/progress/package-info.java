/** How the floor came to be where it is: turning points, and which settings differ between two candidates. */
package org.fovea.site.progress;
