/**
 * Draws charts as SVG that takes its colours from the style sheet: scales, axes, marks, and labels that keep out of
 * each other's way. Knows nothing of labs.
 */
package org.fovea.site.plot;
