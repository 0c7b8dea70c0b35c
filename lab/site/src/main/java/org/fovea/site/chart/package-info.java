/**
 * The charts of a lab: those that several pages show, and the page of charts of each benchmark with the files of their
 * data.
 */
package org.fovea.site.chart;
