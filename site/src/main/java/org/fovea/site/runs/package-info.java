/** The table of all runs, and a page for each of them. */
package org.fovea.site.runs;
