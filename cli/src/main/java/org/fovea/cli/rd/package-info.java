/**
 * Rate and distortion against ordinary codecs: a rival encodes the clip at a scale and quality, what it decodes is enlarged again and shown to the
 * same networks as an archive's frames; a search finds its best settings; tables, a chart and the two targets compare.
 */
package org.fovea.cli.rd;
