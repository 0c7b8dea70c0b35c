/** The page of charts of each benchmark, and the files with their data. */
package org.fovea.site.charts;
