/**
 * The other pages, each with its data: the front page, runs, decisions and dead ends, the notebook, and the list of
 * data files.
 */
package org.fovea.site.page;
